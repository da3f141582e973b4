// Stored results, sources and sheets for the stand-in. All persons are invented.
import type {
  ImportBatch,
  ImportReport,
  LookUp,
  PersonView,
  RequirementView,
  ResultView,
  ReuseMeasure,
  SealedView,
  SourceView,
} from "../../src/lib/bindings";

export const AN = "048200001234";
export const HOA = "048190005678";

export function stored(some: Partial<ResultView> = {}): ResultView {
  return {
    result: "ket-qua-1",
    kind: "giay-to-cu-tru",
    name: "Xác nhận thông tin về cư trú",
    holder: { id: AN, name: "Nguyễn Văn An", birth: "2000-03-15", organisation: false },
    number: "41/2026",
    issued: "2026-10-12",
    valid_until: "2027-10-12",
    validity_known: true,
    issuer: "Công an phường Hải Châu",
    issuer_unit: null,
    fields: {},
    file: { sha256: "0", bytes: 184_320, name: "cu-tru-41.pdf", pages: 2 },
    shelf: "Kệ 3, ngăn 2",
    source: "nhập tại quầy",
    standing: { state: "valid" },
    sealed: false,
    entered_by: "Lê Thị Mai",
    entered_at: "2026-10-12T09:20",
    tests: { structured: true, standardised: true, identified: true, authenticated: true, current: true },
    events: [{ at: "2026-10-12T09:20", what: "added", by: "Lê Thị Mai", why: null }],
    ...some,
  };
}

export const STORED: ResultView[] = [
  stored(),
  stored({
    result: "ket-qua-2",
    kind: "giay-xac-nhan-tinh-trang-hon-nhan",
    name: "Giấy xác nhận tình trạng hôn nhân",
    number: "17/2026",
    issued: "2026-02-03",
    valid_until: "2026-08-03",
    file: null,
    shelf: null,
    tests: { structured: true, standardised: true, identified: true, authenticated: false, current: false },
  }),
  stored({
    result: "ket-qua-3",
    kind: "giay-chung-nhan-ket-hon",
    name: "Giấy chứng nhận kết hôn",
    number: "123/2025",
    issued: "2025-06-20",
    valid_until: null,
    file: null,
    standing: { state: "revoked", on: "2026-09-01", why: "đã ly hôn theo bản án 12/2026" },
    tests: { structured: true, standardised: true, identified: true, authenticated: true, current: false },
  }),
];

/** What the guide proposes where a paper of residence is wanted. */
export function proposed(requirement: RequirementView, person: string | null): RequirementView {
  if (person !== AN) return requirement;
  const wanted = requirement.alternatives.flat().map((one) => one.evidence);
  return {
    ...requirement,
    reuse: STORED.filter((one) => wanted.includes(one.kind)).map((one) => ({
      result: one.result,
      evidence: one.kind,
      replaces: [one.kind],
      issued: one.issued,
      valid_until: one.valid_until,
      source: `${one.source}, số ${one.number}`,
      usable: one.tests.current,
      why: one.tests.current ? "NĐ 45/2020/NĐ-CP Đ16" : "hết hạn ngày 03/08/2026",
    })),
  };
}

export const SOURCES: SourceView[] = [
  {
    id: "dan-cu",
    name: "Cơ sở dữ liệu quốc gia về dân cư",
    owner: "Bộ Công an",
    state: "down",
    since: "2026-11-20T10:40",
    why: "mất mạng ở quầy",
    by: "Lê Thị Mai",
    at: "2026-11-20T11:05",
    text: "chưa khai thác được từ 10 giờ 40 (mất mạng ở quầy)",
  },
  {
    id: "ho-tich",
    name: "Cơ sở dữ liệu hộ tịch điện tử",
    owner: "Bộ Tư pháp",
    state: "ready",
    since: "2026-11-20T07:31",
    why: null,
    by: "Lê Thị Mai",
    at: "2026-11-20T14:02",
    text: "khai thác được, kiểm tra lúc 14 giờ 02",
  },
  {
    id: "dat-dai",
    name: "Cơ sở dữ liệu quốc gia về đất đai",
    owner: "Bộ Nông nghiệp và Môi trường",
    state: "unknown",
    since: null,
    why: null,
    by: null,
    at: null,
    text: "chưa ai kiểm tra",
  },
];

export const LOOK_UP: LookUp = {
  id: "tra-1",
  source: "ho-tich",
  person: AN,
  paper: "giay-khai-sinh",
  found: "data",
  evidence: "Khai sinh số 12/2000, quyển 01, đăng ký ngày 20/03/2000",
  dossier: null,
  by: "Lê Thị Mai",
  at: "2026-11-20T14:02",
};

export const SEALED: SealedView = {
  result: "ket-qua-1",
  reference: "KQ.261120.4F7K",
  path: "KQ.261120.4F7K.pdf",
  title: "Bản điện tử có niêm phong: Xác nhận thông tin về cư trú",
  sha256: "0",
  qr: "KQ.261120.4F7K MC1:ABC",
  qr_svg: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
};

export const REPORT: ImportReport = {
  read: 140,
  good: 78,
  added: 0,
  rejected: Array.from({ length: 62 }, (_, at) => ({
    line: at + 3,
    why: "Ngày sinh “31/02/1990” không có thật.",
    text: "giấy chứng nhận kết hôn; 048190001236; Lê Thị Hồng; 31/02/1990",
  })),
  remarks: [{ line: 2, text: "Nơi cấp “xã Hòa Tiến” nay thuộc nhiều xã, phường." }],
  ignored: ["ghi chú nội bộ"],
  lines: [
    {
      line: 2,
      kind: "giay-chung-nhan-ket-hon",
      name: "Giấy chứng nhận kết hôn",
      holder: { id: HOA, name: "Lê Thị Hoa", birth: "1990-05-21", organisation: false },
      number: "12/2025",
      issued: "2025-03-05",
      valid_until: null,
      fields: 3,
    },
  ],
  batch: null,
  dry_run: true,
};

export const BATCHES: ImportBatch[] = [
  {
    batch: "lan-1",
    at: "2026-11-19T16:20",
    by: "Lê Thị Mai",
    file: "ho-tich-2024.xlsx",
    added: 1240,
    rejected: 17,
    undone_at: null,
    undone_by: null,
  },
];

export const PERSON: PersonView = {
  id: AN,
  name: "Nguyễn Văn An",
  birth: "2000-03-15",
  sex: "male",
  address: "Tổ 1, phường Hải Châu, thành phố Đà Nẵng",
  phone: "0905123456",
  email: null,
  nationality: null,
  numbers: [AN],
  fields: [
    {
      field: "name",
      value: "Nguyễn Văn An",
      source: "thẻ căn cước quét tại quầy, hồ sơ H17.001-261012-2001",
      date: "2026-10-12",
      verified: true,
    },
    {
      field: "phone",
      value: "0905123456",
      source: "hồ sơ H17.001-261012-2001",
      date: "2026-10-12",
      verified: false,
    },
  ],
  others: [
    {
      field: "address",
      value: "Thôn 2, xã Hòa Vang, thành phố Đà Nẵng",
      source: "hồ sơ H17.001-250312-2007",
      date: "2025-03-12",
      verified: false,
    },
  ],
  links: [],
  namesakes: [{ id: "201234567", name: "Nguyễn Văn An", birth: "2000-03-15", same_birth: true }],
  results: 3,
};

export const MEASURE: ReuseMeasure = {
  from: "2026-01-01",
  to: "2026-11-20",
  dossiers: 42,
  components: {
    listed: 420,
    asked: 120,
    file: 70,
    show: 20,
    data: 30,
    filed: 58,
    shown: 20,
    by_data: 26,
    by_result: 14,
    not_looked_up: 2,
    paper_asked: 1,
    missing: 2,
  },
  clerks: [{ clerk: "Lê Thị Mai", dossiers: 42, asked: 120, by_data: 24, by_result: 14, handed_over: 3 }],
  kinds: [
    { id: "giay-to-cu-tru", name: "Xác nhận thông tin về cư trú", times: 9 },
    { id: "giay-chung-nhan-ket-hon", name: "Giấy chứng nhận kết hôn", times: 5 },
  ],
  kinds_reused: 2,
  kinds_wanted: 15,
  procedures: [{ id: "1.001193", name: "Đăng ký khai sinh", times: 9 }],
  reissues_avoided: 3,
  reissues_despite: 1,
  avoided: [{ id: "2.000635", name: "Cấp bản sao Trích lục hộ tịch", times: 3 }],
  same_day: {
    by_limit: {
      how: "đã trả trong ngày trên số hứa trong ngày",
      numerator: 30,
      denominator: 33,
      percent: 90.9,
    },
    by_actual: {
      how: "có kết quả ngay ngày nộp trên mọi hồ sơ",
      numerator: 30,
      denominator: 42,
      percent: 71.4,
    },
  },
  same_day_exchange: {
    by_limit: { how: "đã trả trong ngày trên số hứa trong ngày", numerator: 4, denominator: 4, percent: 100 },
    by_actual: {
      how: "có kết quả ngay ngày nộp trên mọi hồ sơ",
      numerator: 0,
      denominator: 0,
      percent: null,
    },
  },
};
