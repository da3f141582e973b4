// What stands beside procedures: services received elsewhere, life events, answers, what was learned.
import type { EventView, Hit, LearnedView, Look, LookRow, Referral } from "../../src/lib/bindings";
import { HITS } from "./procedures";

export const plain = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");

export const REFERRALS: Referral[] = [
  {
    id: "ho-chieu-pho-thong",
    name: "Cấp hộ chiếu phổ thông",
    also: ["làm hộ chiếu", "làm passport"],
    who: "Công an thành phố Đà Nẵng",
    where: "Phòng Quản lý xuất nhập cảnh, Công an thành phố",
    how: "Khai trực tuyến, tải ảnh và nộp lệ phí, hộ chiếu gửi về nhà.",
    online: true,
    basis: "Luật Xuất cảnh, nhập cảnh của công dân Việt Nam 49/2019/QH14",
    url: "dichvucong.gov.vn",
    to_confirm: true,
  },
];

export const EVENTS: EventView[] = [
  {
    id: "sinh-con",
    name: "Sinh con",
    say: ["vừa sinh em bé"],
    steps: HITS.slice(0, 3).map((hit, at) => ({
      code: hit.code,
      referral: null,
      name: hit.name,
      why: `Việc thứ ${at + 1} sau khi sinh con.`,
      guided: hit.guided,
      in_force: true,
    })),
  },
];

export const learned: LearnedView[] = [];

export function teach(phrase: string, code: string): LearnedView {
  const name = HITS.find((hit) => hit.code === code)?.name ?? code;
  const id = `learned-${learned.length + 1}`;
  const kept = { id, phrase, code, name, times: 0, taught: true, used: true, removed: false };
  learned.push(kept);
  return kept;
}

export function setLearned(id: string, removed: boolean): LearnedView {
  const one = learned.find((one) => one.id === id);
  if (!one) throw { code: "BAD_INPUT", message: "Không có cách gọi này.", detail: null };
  Object.assign(one, { removed, used: !removed });
  return one;
}

export function look(text: string, hits: Hit[]): Look {
  const rows: LookRow[] = hits.map((hit) => ({ what: "procedure", ...hit }));
  const asked = plain(text);
  for (const one of REFERRALS) {
    if ([one.name, ...one.also].some((said) => plain(said).includes(asked))) {
      rows.unshift({ what: "referral", ...one, score: 1, because: "" });
    }
  }
  for (const one of EVENTS) {
    if ([one.name, ...one.say].some((said) => plain(said).includes(asked))) {
      const first = one.steps[0]?.why ?? "";
      const { id, name } = one;
      rows.splice(1, 0, {
        what: "event",
        id,
        name,
        steps: one.steps.length,
        first,
        score: 1,
        because: `Dùng khi “${one.say[0]}”`,
      });
    }
  }
  const best = hits[0];
  if (!asked.endsWith("can gi") || !best) return { rows, answer: null };
  const lines = [{ text: "Tờ khai (nộp)", source: "TT 04/2024/TT-BTP" }];
  const of = [{ code: best.code, referral: null, name: best.name, lines }];
  return { rows, answer: { about: "papers", known: true, say: "Giấy tờ cần có", of, nearest: [] } };
}
