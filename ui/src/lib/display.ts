// How dates, times and money are written for people.
import type { Channel, Fee, Kind, Need, State, Urgency } from "./bindings";

const WEEKDAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

/** `2026-11-20` or `2026-11-20T…` → `20/11/2026`; a bare year stays. */
export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split("-");
  return month && date ? `${date}/${month}/${year}` : iso;
}

/** `2026-11-20` → `thứ Sáu`. */
export function weekday(iso: string): string {
  const [year = 0, month = 1, date = 1] = iso.slice(0, 10).split("-").map(Number);
  return WEEKDAYS[new Date(Date.UTC(year, month - 1, date)).getUTCDay()] ?? "";
}

/** `2026-11-20T17:00:00` → `17 giờ 00`. */
export function hour(iso: string): string {
  const [hours, minutes] = iso.slice(11, 16).split(":");
  return `${hours} giờ ${minutes}`;
}

/** `2026-11-20T17:00:00` → `17 giờ 00, thứ Sáu 20/11/2026`. */
export function moment(iso: string): string {
  return `${hour(iso)}, ${weekday(iso)} ${day(iso)}`;
}

/** `12000` → `12.000 đồng`. */
export function money(amount: number): string {
  return `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ".")} đồng`;
}

/** What a fee comes to, in a few words. */
export function price(fee: Fee): string {
  if (fee.total !== null) return money(fee.total);
  if (fee.range) return `từ ${money(fee.range[0])} đến ${money(fee.range[1])}`;
  return "theo biểu phí";
}

/** `Trương Thị Ánh` → `trương-thị-ánh` is nobody's file name; `1.001193` and codes are. */
export function fileName(title: string, dossier: string | null): string {
  const plain = title
    .normalize("NFC")
    .replace(/[\\/:*?"<>|]+/g, " ")
    .trim();
  return `${dossier ? `${dossier} ` : ""}${plain}.pdf`.replace(/\//g, "-");
}

export const CHANNEL: Record<Channel, string> = {
  counter: "Tại quầy",
  post: "Qua bưu chính",
  online: "Trực tuyến",
  agent: "Qua đại lý dịch vụ công",
};

export const NEED: Record<Need, string> = {
  file: "Nộp",
  show: "Xuất trình",
  data: "Cơ quan tự khai thác",
};

export const STATE: Record<State, string> = {
  received: "Đã tiếp nhận",
  supplement: "Chờ bổ sung",
  solving: "Đang giải quyết",
  result: "Có kết quả",
  returned: "Đã trả",
  refused: "Từ chối",
  stopped: "Dừng",
};

export const URGENCY: Record<Urgency, string> = {
  late: "Quá hạn",
  today: "Hôm nay",
  soon: "Sắp đến hạn",
  later: "Còn hạn",
  waiting: "Chờ bổ sung",
  done: "Xong",
};

export const KIND: Record<Kind, string> = {
  new: "Cấp mới, đăng ký",
  reissue: "Cấp lại",
  exchange: "Cấp đổi",
  extract: "Trích lục, bản sao",
  confirm: "Xác nhận",
  notify: "Thông báo",
  change: "Thay đổi",
};

const RESULT_EVENT: Record<string, string> = {
  added: "Nhập vào kho",
  taken: "Nhận vào kho từ mã QR niêm phong",
  sealed: "Niêm phong",
  file_attached: "Gắn bản quét",
  used: "Dùng thay giấy trong hồ sơ",
  handed_over: "Trả ngay bản điện tử",
  revoked: "Thu hồi",
  replaced: "Được thay bằng kết quả khác",
};

/** What happened to a stored result, as its history tells it. */
export function resultEvent({ what, why }: { what: string; why: string | null }): string {
  const word = RESULT_EVENT[what] ?? what;
  if (!why) return word;
  if (what !== "added") return `${word}: ${why}`;
  // A result of an import says which one by an id that tells a clerk nothing.
  return /^[0-9a-f]{8}-/.test(why) ? `${word} từ bảng tính` : `${word} từ hồ sơ ${why}`;
}

/** `1536` → `1,5 kB`; what a file weighs, as people say it. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB"];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = amount < 10 && unit > 0 ? amount.toFixed(1) : String(Math.round(amount));
  return `${digits.replace(".", ",")} ${units[unit]}`;
}

/** `1234` → `1.234`. */
export function count(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}

/** What a field of a person or an organisation is called. */
export const FIELD: Record<string, string> = {
  name: "Họ tên",
  birth: "Ngày sinh",
  sex: "Giới tính",
  address: "Địa chỉ",
  phone: "Điện thoại",
  email: "Email",
  nationality: "Quốc tịch",
  representative_role: "Chức vụ",
};

/** A field's value as a clerk reads it. */
export function fieldValue(field: string, value: string | null): string {
  if (!value) return "chưa ghi";
  if (field === "birth") return day(value);
  if (field === "sex") return value === "female" ? "Nữ" : "Nam";
  return value;
}
