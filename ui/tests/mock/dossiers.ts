import type { DossierRow, DossierView } from "../../src/lib/bindings";

// Invented people; no such dossier exists.
export const ROWS: DossierRow[] = [
  row(
    "H17.001-261116-2003",
    "1.004884",
    "Thủ tục đăng ký lại khai sinh",
    "Phạm Thị Hồng Nhung",
    "solving",
    "2026-11-13T08:20:00",
    "2026-11-19T17:00:00",
    "late",
  ),
  row(
    "H17.001-261120-2001",
    "1.001193",
    "Thủ tục đăng ký khai sinh",
    "Trần Văn Bình",
    "received",
    "2026-11-20T07:41:00",
    "2026-11-20T17:00:00",
    "today",
  ),
  row(
    "H17.001-261120-2002",
    "2.000635",
    "Thủ tục cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
    "Nguyễn Thị Kim Ngân",
    "result",
    "2026-11-20T08:02:00",
    "2026-11-20T17:00:00",
    "today",
  ),
  row(
    "H17.001-261120-2004",
    "1.000656",
    "Thủ tục đăng ký khai tử",
    "Đặng Quốc Việt",
    "received",
    "2026-11-20T08:31:00",
    "2026-11-20T17:00:00",
    "today",
  ),
  row(
    "H17.001-261118-2011",
    "1.004873",
    "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    "Hồ Thị Mỹ Duyên",
    "solving",
    "2026-11-18T14:10:00",
    "2026-11-23T17:00:00",
    "soon",
  ),
  row(
    "H17.001-261118-2013",
    "2.000986",
    "Thủ tục liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
    "Lê Nguyễn Hoàng Phước Nguyên Khang",
    "solving",
    "2026-11-18T15:40:00",
    "2026-11-24T17:00:00",
    "soon",
  ),
  row(
    "H17.001-261117-2005",
    "1.001193",
    "Thủ tục đăng ký khai sinh",
    "Võ Minh Tuấn",
    "supplement",
    "2026-11-17T09:15:00",
    null,
    "waiting",
  ),
  row(
    "H17.001-261112-2009",
    "2.000815",
    "Thủ tục chứng thực bản sao từ bản chính",
    "Công ty TNHH Một thành viên Dịch vụ Biển Xanh",
    "returned",
    "2026-11-12T10:00:00",
    "2026-11-12T17:00:00",
    "done",
  ),
];

function row(
  dossier: string,
  procedure: string,
  name: string,
  applicant: string,
  state: DossierRow["state"],
  received: string,
  due: string | null,
  urgency: DossierRow["urgency"],
): DossierRow {
  return { dossier, procedure, name, applicant, state, received, due, urgency };
}

export function view(row: DossierRow): DossierView {
  return {
    ...row,
    official_code: null,
    version: "2026-01-15",
    units: { receiving: "H17.001", competent: "H17.001", residence: "H17.002" },
    person: {
      id: "048088001234",
      name: row.applicant,
      birth: "1988-03-12",
      sex: "male",
      address: "Tổ 12, phường Hải Châu, thành phố Đà Nẵng",
      phone: "0905 000 123",
      email: null,
      nationality: null,
    },
    organisation: null,
    on_behalf_of: null,
    submitted: [
      { name: "Tờ khai đăng ký khai sinh", requirement: "to-khai", form: "bản chính", quantity: 1 },
      { name: "Giấy chứng sinh", requirement: "viec-sinh", form: "bản chính", quantity: 1 },
      { name: "Giấy tờ tùy thân", requirement: "nhan-than", form: "xuất trình", quantity: 1 },
    ],
    reused: [],
    fee: { total: 0, range: null, lines: [], exempted_because: null },
    events: [
      { at: row.received, what: "Tiếp nhận hồ sơ tại quầy 2", kind: "received", by: "Lê Thị Mai", why: null },
      {
        at: row.received,
        what: "In giấy tiếp nhận và hẹn trả kết quả",
        kind: "printed",
        by: "Lê Thị Mai",
        why: null,
      },
      {
        at: "2026-11-20T09:05:00",
        what: "Chuyển giải quyết",
        kind: "moved",
        by: "Lê Thị Mai",
        why: "Bàn giao công chức tư pháp – hộ tịch",
      },
    ],
    papers: [
      {
        form: "01",
        title: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        path: `${row.dossier}-01.pdf`,
        sha256: "0",
      },
    ],
    moves:
      row.state === "received"
        ? ["solving", "supplement", "stopped"]
        : row.state === "solving"
          ? ["result", "supplement", "stopped"]
          : row.state === "result"
            ? ["returned"]
            : [],
    due_working: null,
    missing:
      row.state === "supplement"
        ? [
            {
              requirement: "viec-sinh",
              name: "Giấy tờ chứng minh việc sinh",
              why: "Chưa nộp Giấy chứng sinh (1 bản chính); hoặc Văn bản của người làm chứng về việc sinh (1 bản chính).",
            },
          ]
        : [],
    qr_svg: null,
  };
}
