import type { Fee, Hit } from "../../src/lib/bindings";
import type { MockProcedure } from "./case";

function fee(total: number | null, name: string, basis: string, quantity = 1): Fee {
  if (total === null) return { total, range: null, lines: [], exempted_because: null };
  const lines = [{ name, amount: total / quantity, quantity, sum: total, basis, to_confirm: false }];
  return { total, range: null, lines, exempted_because: null };
}

export const BIRTH: MockProcedure = {
  code: "1.001193",
  name: "Thủ tục đăng ký khai sinh",
  field: "Hộ tịch",
  limit: "trong ngày",
  limit_note: "Phải hỏi xã khác về tình trạng hôn nhân thì chờ xã đó trả lời trong 3 ngày làm việc.",
  questions: [
    {
      id: "nguoi-di-dang-ky",
      ask: "Ai đi đăng ký cho cháu?",
      help: "Ông, bà, người thân thích đi thay thì không cần giấy ủy quyền, nhưng phải thống nhất nội dung khai sinh với cha, mẹ.",
      options: {
        "cha-me": "Cha hoặc mẹ",
        "than-nhan": "Ông, bà, người thân thích hoặc người đang nuôi dưỡng",
        "uy-quyen": "Người được cha, mẹ ủy quyền",
      },
    },
    {
      id: "nguoi-uy-quyen",
      ask: "Người được ủy quyền có phải là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột của người ủy quyền không?",
      when: { "nguoi-di-dang-ky": "uy-quyen" },
      options: { co: "Phải", khong: "Không phải" },
    },
    {
      id: "tre",
      ask: "Cháu thuộc trường hợp nào?",
      options: {
        thuong: "Xác định được cha, mẹ hoặc chỉ biết mẹ",
        "mang-thai-ho": "Sinh ra do mang thai hộ",
        "bo-roi": "Bị bỏ rơi hoặc chưa xác định được cả cha và mẹ",
      },
    },
    {
      id: "giay-chung-sinh",
      ask: "Cháu có Giấy chứng sinh không?",
      when: { tre: ["thuong", "mang-thai-ho"] },
      options: { co: "Có, bản giấy", "dien-tu": "Bệnh viện đã gửi bản điện tử có ký số", khong: "Không có" },
    },
    {
      id: "cha-me-ket-hon",
      ask: "Cha mẹ cháu có đăng ký kết hôn với nhau không?",
      when: { tre: ["thuong", "mang-thai-ho"] },
      options: { co: "Có", khong: "Không" },
    },
    {
      id: "thoi-han",
      ask: "Cháu sinh đến nay đã quá 60 ngày chưa?",
      options: { "dung-han": "Chưa quá 60 ngày", "qua-han": "Đã quá 60 ngày" },
    },
  ],
  requirements: [
    {
      id: "to-khai",
      name: "Tờ khai đăng ký khai sinh",
      need: "file",
      when: { channel: ["counter", "post", "agent"] },
      any_of: [
        [["to-khai-dang-ky-khai-sinh", "Tờ khai đăng ký khai sinh", 1, 0, "Mẫu của TT 04/2024/TT-BTP"]],
      ],
      basis: "TT 04/2024/TT-BTP",
    },
    {
      id: "mau-dien-tu",
      name: "Mẫu điện tử tương tác đăng ký khai sinh",
      need: "file",
      when: { channel: "online" },
      any_of: [[["mau-dien-tu-dang-ky-khai-sinh", "Mẫu hộ tịch điện tử tương tác đăng ký khai sinh"]]],
      basis: "TT 04/2024/TT-BTP",
    },
    {
      id: "viec-sinh",
      name: "Giấy tờ chứng minh việc sinh",
      need: "file",
      when: { "giay-chung-sinh": ["co", "khong"] },
      any_of: [
        [["giay-chung-sinh", "Giấy chứng sinh"]],
        [["van-ban-nguoi-lam-chung-viec-sinh", "Văn bản của người làm chứng về việc sinh"]],
        [["giay-cam-doan-viec-sinh", "Giấy cam đoan về việc sinh"]],
      ],
      basis: "Luật Hộ tịch 60/2014/QH13 Đ16",
      note: "Không có Giấy chứng sinh thì nhận văn bản của người làm chứng; không có người làm chứng thì nhận giấy cam đoan.",
    },
    {
      id: "chung-sinh-dien-tu",
      name: "Dữ liệu điện tử của Giấy chứng sinh",
      need: "data",
      when: { "giay-chung-sinh": "dien-tu" },
      any_of: [[["giay-chung-sinh", "Giấy chứng sinh"]]],
      source: "Cơ sở khám bệnh, chữa bệnh",
      basis: "NĐ 18/2026/NĐ-CP",
    },
    {
      id: "mang-thai-ho",
      name: "Xác nhận của cơ sở y tế về việc mang thai hộ",
      need: "file",
      when: { tre: "mang-thai-ho" },
      any_of: [[["xac-nhan-mang-thai-ho", "Xác nhận của cơ sở y tế về việc mang thai hộ"]]],
      basis: "NĐ 123/2015/NĐ-CP Đ16",
    },
    {
      id: "bo-roi",
      name: "Biên bản về việc trẻ bị bỏ rơi",
      need: "file",
      when: { tre: "bo-roi" },
      any_of: [[["bien-ban-tre-bi-bo-roi", "Biên bản về việc trẻ bị bỏ rơi"]]],
      basis: "NĐ 123/2015/NĐ-CP Đ14",
    },
    {
      id: "uy-quyen",
      name: "Văn bản ủy quyền",
      need: "file",
      when: { "nguoi-di-dang-ky": "uy-quyen" },
      any_of: [[["van-ban-uy-quyen-chung-thuc", "Văn bản ủy quyền có chứng thực"]]],
      basis: "TT 04/2020/TT-BTP Đ2",
      note: "Ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột được ủy quyền thì văn bản không phải chứng thực.",
    },
    {
      id: "ket-hon",
      name: "Thông tin đăng ký kết hôn của cha mẹ",
      need: "data",
      when: { "cha-me-ket-hon": "co" },
      any_of: [[["giay-chung-nhan-ket-hon", "Giấy chứng nhận kết hôn"]]],
      source: "Cơ sở dữ liệu hộ tịch điện tử",
      basis: "NĐ 123/2015/NĐ-CP Đ9; NQ 66.7/2025/NQ-CP",
    },
    {
      id: "nhan-than",
      name: "Giấy tờ tùy thân của người đi đăng ký",
      need: "show",
      when: { channel: ["counter", "agent"] },
      any_of: [[["giay-to-tuy-than", "Thẻ căn cước, hộ chiếu hoặc giấy tờ tùy thân khác còn giá trị"]]],
      basis: "NĐ 123/2015/NĐ-CP Đ2; NQ 66.7/2025/NQ-CP",
    },
    {
      id: "cu-tru",
      name: "Nơi cư trú",
      need: "data",
      any_of: [[["giay-to-cu-tru", "Giấy tờ chứng minh nơi cư trú"]]],
      source: "Cơ sở dữ liệu về cư trú",
      basis: "NĐ 104/2022/NĐ-CP Đ14; NQ 66.7/2025/NQ-CP",
      note: "Chỉ hỏi giấy khi không khai thác được dữ liệu cư trú.",
    },
  ],
  fee: (asked) => {
    const late = asked.answers["thoi-han"] === "qua-han";
    const free = !late || asked.exempt !== null;
    const counter = fee(
      free ? 0 : 8000,
      "Lệ phí đăng ký khai sinh",
      late ? "Nghị quyết HĐND tháng 12/2025" : "Luật Hộ tịch 60/2014/QH13 Đ11",
    );
    if (late && asked.exempt)
      counter.exempted_because = "Người thuộc hộ nghèo, được miễn toàn bộ lệ phí hộ tịch.";
    return {
      counter,
      online: fee(0, "Lệ phí đăng ký khai sinh trực tuyến", "Nghị quyết HĐND tháng 12/2025"),
    };
  },
  exemptions: [
    { id: "ho-ngheo", title: "Người thuộc hộ nghèo" },
    { id: "nguoi-co-cong", title: "Gia đình có công với cách mạng" },
    { id: "nguoi-khuyet-tat", title: "Người khuyết tật" },
  ],
};

const LONG =
  "Giấy tờ chứng minh quyền sử dụng đất, quyền sở hữu công trình xây dựng hoặc hợp đồng thuê, mượn, nhờ địa điểm còn hiệu lực, kèm sơ đồ vị trí thể hiện ranh giới, lối thoát nạn, nơi để xe và khoảng cách đến trường học, bệnh viện, khu dân cư gần nhất; trường hợp nhiều hộ cùng sử dụng thì có văn bản đồng ý của từng hộ, ghi rõ phần diện tích mỗi hộ sử dụng và thời gian sử dụng chung. ".repeat(
    12,
  );

export const COPY: MockProcedure = {
  code: "2.000815",
  name: "Thủ tục chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền của Việt Nam; cơ quan, tổ chức có thẩm quyền của nước ngoài; cơ quan, tổ chức có thẩm quyền của Việt Nam liên kết với cơ quan, tổ chức có thẩm quyền của nước ngoài cấp hoặc chứng nhận",
  field: "Chứng thực",
  limit: "trong ngày",
  limit_note: null,
  questions: [
    {
      id: "tieng",
      ask: "Giấy tờ viết bằng tiếng gì?",
      options: { viet: "Tiếng Việt hoặc song ngữ", nuoc: "Tiếng nước ngoài" },
    },
    {
      id: "ban-chinh",
      ask: "Có mang bản chính không?",
      options: { co: "Có", khong: "Không, chỉ có bản sao" },
    },
  ],
  requirements: [
    {
      id: "ban-chinh",
      name: "Bản chính giấy tờ cần chứng thực",
      need: "show",
      any_of: [[["ban-chinh", "Bản chính giấy tờ cần chứng thực"]]],
      basis: "NĐ 23/2015/NĐ-CP Đ20",
    },
    {
      id: "ban-sao",
      name: LONG,
      need: "file",
      any_of: [[["ban-sao", "Bản sao cần chứng thực", 0, 2]], [["khac", LONG, 1, 3, "Mẫu số 07"]]],
      basis: "NĐ 23/2015/NĐ-CP Đ20",
      note: LONG.slice(0, 700),
    },
  ],
  refusal: {
    when: { "ban-chinh": "khong" },
    reason: "Không có bản chính thì không có căn cứ để chứng thực bản sao.",
    basis: "NĐ 23/2015/NĐ-CP Đ18",
    go_to: "Cơ quan đang giữ sổ gốc, để xin cấp bản sao từ sổ gốc",
  },
  fee: (asked) => {
    const sets = asked.copies ?? 1;
    const pages = asked.pages;
    if (pages === null)
      return {
        counter: { total: null, range: [2000, 200000], lines: [], exempted_because: null },
        online: fee(null, "", ""),
      };
    const one = Math.min(Math.min(pages, 2) * 2000 + Math.max(pages - 2, 0) * 1000, 200000);
    const counter = fee(one * sets, "Phí chứng thực bản sao", "TT 226/2016/TT-BTC", sets);
    return { counter, online: counter };
  },
  exemptions: [],
};

export const PROCEDURES = [BIRTH, COPY];

function hit(code: string, name: string, field: string, because: string, more: Partial<Hit> = {}): Hit {
  return {
    code,
    name,
    field,
    kind: "new",
    guided: true,
    in_force: true,
    score: 1,
    because,
    limit: "trong ngày",
    fee_counter: "8.000 đồng",
    fee_online: "0 đồng",
    ...more,
  };
}

export const HITS: Hit[] = [
  hit("1.001193", BIRTH.name, "Hộ tịch", "“khai sinh”", { fee_counter: "0 đồng" }),
  hit(
    "2.000635",
    "Thủ tục cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh",
    "Hộ tịch",
    "“mất giấy khai sinh”",
    { kind: "extract" },
  ),
  hit("1.004884", "Thủ tục đăng ký lại khai sinh", "Hộ tịch", "“khai sinh”", {
    kind: "reissue",
    limit: "5 ngày làm việc",
  }),
  hit("1.000689", "Thủ tục đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con", "Hộ tịch", "“khai sinh”", {
    limit: "3 ngày làm việc",
  }),
  hit(
    "2.000986",
    "Thủ tục liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
    "Hộ tịch",
    "“khai sinh”",
    { limit: "4 ngày làm việc", fee_counter: "theo biểu phí" },
  ),
  hit("1.000656", "Thủ tục đăng ký khai tử", "Hộ tịch", "“khai”", { fee_counter: "0 đồng" }),
  hit("2.000815", COPY.name, "Chứng thực", "“sao y”", {
    kind: "confirm",
    fee_counter: "theo số trang",
    fee_online: null,
    in_force: true,
  }),
  hit("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "“giấy độc thân”", {
    kind: "confirm",
    limit: "3 ngày làm việc",
    fee_counter: "15.000 đồng",
  }),
  hit("1.000894", "Thủ tục đăng ký kết hôn", "Hộ tịch", "“kết hôn”", { fee_counter: "0 đồng" }),
  hit(
    "1.002192",
    "Thủ tục cấp giấy chứng sinh đối với trường hợp trẻ được sinh ra ngoài cơ sở khám bệnh, chữa bệnh nhưng được cán bộ y tế hoặc cô đỡ thôn bản đỡ đẻ",
    "Dân số, bà mẹ, trẻ em",
    "“sinh”",
    { guided: false, limit: "5 ngày làm việc", fee_counter: null, fee_online: null, in_force: true },
  ),
  hit(
    "1.012084",
    "Cấm người có hành vi bạo lực gia đình tiếp xúc với nạn nhân theo đề nghị của cơ quan, tổ chức cá nhân",
    "Gia đình",
    "“gia đình”",
    { guided: false, limit: "12 giờ", fee_counter: null, fee_online: null, in_force: true },
  ),
];
