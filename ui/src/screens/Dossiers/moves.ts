import type { State } from "../../lib/bindings";

/** What moving a dossier is called on its button, and what must be said about it. */
export const MOVE: Record<State, { button: string; why: string; must: boolean }> = {
  received: { button: "Tiếp nhận lại", why: "Giấy tờ đã bổ sung", must: false },
  supplement: { button: "Chờ bổ sung", why: "Cần bổ sung những gì", must: true },
  solving: { button: "Chuyển giải quyết", why: "Giao cho ai", must: false },
  result: { button: "Đã có kết quả", why: "Số, ngày của kết quả", must: false },
  returned: { button: "Trả kết quả", why: "Ai nhận, đã xuất trình giấy tờ gì", must: false },
  refused: { button: "Từ chối", why: "Lý do từ chối", must: true },
  stopped: { button: "Dừng theo yêu cầu", why: "Lý do người dân xin dừng", must: true },
};
