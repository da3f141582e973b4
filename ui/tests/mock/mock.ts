// Stands in for Rust in a browser: `npm run dev`, and the pictures of the screens. Never in the product.
import type { StandIn } from "../../src/lib/backend";
import type { Commands, Draft, OfficeState, Outcome, Person, Reception } from "../../src/lib/bindings";
import { EVENTS, learned, look, plain, REFERRALS, setLearned, teach } from "./beside";
import { evaluate } from "./case";
import { ROWS, view } from "./dossiers";
import { HITS, PROCEDURES } from "./procedures";
import {
  AN,
  BATCHES,
  LOOK_UP,
  MEASURE,
  PERSON,
  proposed,
  REPORT,
  SEALED,
  SOURCES,
  STORED,
  stored,
} from "./results";
import { UNITS } from "./units";

type Answers = { [K in keyof Commands]?: (args: Commands[K]["args"]) => Commands[K]["result"] };

const query = new URLSearchParams(location.search);

function refuse(code: string, message: string): never {
  throw { code, message, detail: null };
}

let state: OfficeState = {
  set_up: !query.has("first"),
  sample: true,
  unit_code: "H17.001",
  unit_title: "UBND phường Hải Châu",
  counter: 2,
  clerk: "Lê Thị Mai",
  clerks: ["Lê Thị Mai", "Nguyễn Hữu Phát"],
  phone: "0236 000 001",
  address: "Số 15 đường Lê Hồng Phong, phường Hải Châu",
  printer: query.has("noprinter") ? null : "HP_LaserJet_P1102",
  data_dir: "Dữ liệu Một Cửa",
  catalogue_day: "2026-11-20",
  notices: query.has("notice") ? ["Mã đơn vị H17.001 là mã tạm; hãy nhập mã chính thức khi được cấp."] : [],
  version: "0.1.0",
  not_shared: 3,
};

const drafts: Draft[] = [];
let given = 2005;

function hitsFor(text: string, limit: number) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const scored = HITS.filter((hit) =>
    words.some((word) => plain(`${hit.name} ${hit.code} ${hit.because}`).includes(word)),
  );
  return scored.slice(0, limit);
}

function find(code: string) {
  return (
    PROCEDURES.find((one) => one.code === code) ??
    refuse("NOT_GUIDED", "Thủ tục này mới có trong danh mục để tra cứu, chưa có phần hướng dẫn.")
  );
}

function receive(asked: Reception): Outcome {
  const list = evaluate(find(asked.procedure), {
    ...asked,
    code: asked.procedure,
    person: asked.person.id,
    birth: asked.person.birth,
    organisation: asked.organisation?.id ?? null,
  });
  const missing = list.requirements
    .filter((one) => one.need !== "data")
    .filter(
      (one) =>
        !asked.shown.includes(one.id) && !asked.submitted.some((paper) => paper.requirement === one.id),
    )
    .map((one) => ({
      requirement: one.id,
      name: one.name,
      why: `Chưa nộp ${one.alternatives.map((list) => list.map((paper) => paper.name).join(" và ")).join("; hoặc ")}.`,
    }));
  const dossier = `H17.001-261120-${given++}`;
  const outcome = (asked.refuse ?? list.refusal) ? "refused" : missing.length ? "supplement" : "received";
  const form = { received: "01", supplement: "02", refused: "03" }[outcome];
  const title = {
    received: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    supplement: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    refused: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
  }[outcome];
  return {
    outcome,
    dossier,
    due: outcome === "received" ? (list.due?.due ?? null) : null,
    provisional: false,
    fee: list.fee,
    papers: [{ form, title, path: `${dossier}-${form}.pdf`, sha256: "0" }],
    qr: `${dossier} MC1:ABC`,
    qr_svg: qrPicture(),
    missing,
    reason: asked.refuse?.reason ?? list.refusal?.reason ?? null,
  };
}

/** Looks like a QR; says nothing. */
function qrPicture(): string {
  const size = 57;
  const dots: string[] = [];
  const eye = (x: number, y: number) =>
    (x < 8 && y < 8) || (x > size - 9 && y < 8) || (x < 8 && y > size - 9);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (!eye(x, y) && (x * 7 + y * 13 + x * y * 3) % 5 < 2) dots.push(`M${x + 4} ${y + 4}h1v1h-1z`);
  for (const [x, y] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ] as const)
    dots.push(`M${x + 4} ${y + 4}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size + 8} ${size + 8}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path fill-rule="evenodd" fill="#000" d="${dots.join("")}"/></svg>`;
}

const answers: Answers = {
  office_state: () => state,
  office_units: () => UNITS,
  office_set_up: (asked) => {
    const unit =
      UNITS.find((one) => one.code === asked.unit) ?? refuse("UNKNOWN_UNIT", "Không có đơn vị này.");
    return (state = {
      ...state,
      set_up: true,
      unit_code: unit.code,
      unit_title: unit.title,
      counter: asked.counter,
      clerk: asked.clerk,
      clerks: [asked.clerk],
      phone: asked.phone,
    });
  },
  office_change: (asked) => {
    const clerks =
      asked.clerk && !state.clerks.includes(asked.clerk) ? [...state.clerks, asked.clerk] : state.clerks;
    const changed = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
    return (state = { ...state, ...changed, clerks });
  },
  catalogue_find: ({ query: text, limit }) => hitsFor(text, limit),
  catalogue_look: ({ query: text, limit }) => look(text, hitsFor(text, limit)),
  catalogue_chose: () => true,
  catalogue_learned: () => learned,
  catalogue_teach: ({ phrase, code }) => teach(phrase, code),
  catalogue_set_learned: ({ id, removed }) => setLearned(id, removed),
  catalogue_events: () => EVENTS,
  catalogue_event: ({ id }) =>
    EVENTS.find((one) => one.id === id) ?? refuse("BAD_INPUT", "Không có việc này trong danh mục."),
  catalogue_referral: ({ id }) =>
    REFERRALS.find((one) => one.id === id) ?? refuse("BAD_INPUT", "Không có dịch vụ này."),
  catalogue_show: ({ code }) => {
    const hit =
      HITS.find((one) => one.code === code) ??
      refuse("UNKNOWN_PROCEDURE", `Không có thủ tục ${code} trong danh mục.`);
    return {
      ...hit,
      version: "2026-01-15",
      effective_from: "2026-01-15",
      effective_to: null,
      authority: "Ủy ban nhân dân cấp xã",
      url: `https://dichvucong.gov.vn/thu-tuc-hanh-chinh/${hit.code}`,
      basis: [
        "Luật Hộ tịch 60/2014/QH13",
        "NĐ 123/2015/NĐ-CP",
        "NĐ 07/2025/NĐ-CP",
        "NĐ 18/2026/NĐ-CP",
        "TT 04/2024/TT-BTP",
      ],
      fee: hit.fee_counter,
      results: ["Giấy khai sinh"],
      plain: hit.guided
        ? {
            purpose: "Ghi tên cháu vào sổ hộ tịch và nhận Giấy khai sinh đầu tiên.",
            bring:
              "Giấy chứng sinh của bệnh viện và thẻ căn cước của người đi làm. Giấy đăng ký kết hôn, nơi ở: cán bộ tự tra trên máy.",
            next: "Nộp trước 15 giờ thì nhận Giấy khai sinh ngay trong ngày; sau đó thì ngày làm việc kế tiếp.",
          }
        : null,
      in_force: true,
    };
  },
  guide_case: (asked) => {
    const list = evaluate(find(asked.code), asked);
    return { ...list, requirements: list.requirements.map((one) => proposed(one, asked.person)) };
  },
  guide_slip: () => ({ form: "guidance", title: "Phiếu hướng dẫn", path: "huong-dan.pdf", sha256: "0" }),
  draft_save: ({ id, code, body }) => {
    const draft = {
      id: id ?? `d${drafts.length + 1}`,
      code,
      name: find(code).name,
      saved: "2026-11-20T15:12:00",
      body,
    };
    const place = drafts.findIndex((one) => one.id === draft.id);
    if (place < 0) drafts.push(draft);
    else drafts[place] = draft;
    return draft;
  },
  draft_list: () => drafts,
  draft_drop: ({ id }) => {
    drafts.splice(
      drafts.findIndex((one) => one.id === id),
      1,
    );
    return null;
  },
  person_card: ({ text }) => {
    const [id = "", old = "", name = "", birth = "", sex = "", address = "", issued = ""] = text.split("|");
    const iso = (raw: string) => `${raw.slice(4)}-${raw.slice(2, 4)}-${raw.slice(0, 2)}`;
    const mangled = /[a-z](s|f|r|x|j)\b|aa|oo|dd/i.test(name);
    const person: Person = {
      id,
      name,
      birth: iso(birth),
      sex: sex === "Nam" ? "male" : "female",
      address,
      phone: null,
      email: null,
      nationality: null,
    };
    return {
      person,
      old_id: old || null,
      issued: iso(issued),
      warnings: mangled
        ? [
            {
              field: "name",
              text: "Họ tên có vẻ bị bộ gõ tiếng Việt làm sai khi quét.",
              suggestion: "Nguyễn Văn An",
            },
          ]
        : [],
    };
  },
  person_check: (person) => ({
    faults: [
      ...(person.id ? [] : [{ field: "id", text: "Chưa có số định danh.", suggestion: null }]),
      ...(person.name ? [] : [{ field: "name", text: "Chưa có họ tên.", suggestion: null }]),
      ...(person.id && !person.nationality && !/^\d{12}$/.test(person.id)
        ? [{ field: "id", text: "Số định danh cá nhân gồm 12 chữ số.", suggestion: null }]
        : []),
    ],
    warnings: [],
  }),
  person_known: ({ id }) =>
    id === AN
      ? PERSON
      : id === "048088001234"
        ? { ...view(ROWS[1]!).person, numbers: [id], fields: [], others: [] }
        : null,
  person_show: ({ id }) =>
    id === AN ? PERSON : id === "201234567" ? { ...PERSON, id, numbers: [id] } : null,
  person_near: ({ name }) => (name === PERSON.name ? PERSON.namesakes : []),
  person_same: ({ a, b }) => ({ ...PERSON, numbers: [a, b] }),
  person_undo_same: () => PERSON,
  organisation_known: () => null,
  dossier_receive: receive,
  dossier_list: ({ text, state: wanted }) =>
    ROWS.filter(
      (one) =>
        (!wanted || one.state === wanted) &&
        (!text || `${one.dossier} ${one.applicant} ${one.name}`.toLowerCase().includes(text.toLowerCase())),
    ),
  dossier_show: ({ dossier }) =>
    view(
      ROWS.find((one) => one.dossier === dossier) ??
        refuse("UNKNOWN_DOSSIER", `Không có hồ sơ ${dossier} ở máy này.`),
    ),
  dossier_move: ({ dossier, state: to }) => {
    const row = ROWS.find((one) => one.dossier === dossier)!;
    row.state = to;
    return view(row);
  },
  dossier_waiting: () => ({
    today: 3,
    soon: 2,
    late: 1,
    supplement: 1,
    rows: query.has("empty") ? [] : ROWS.filter((one) => one.urgency !== "done"),
  }),
  result_kinds: () => [
    {
      id: "giay-khai-sinh",
      name: "Giấy khai sinh",
      holder: "person",
      months: null,
      own_end: false,
      number: true,
      issuer: "Ủy ban nhân dân cấp xã",
      fields: [
        { id: "noi-sinh", name: "Nơi sinh", type: "text", required: true, choices: [], person: null },
        {
          id: "ngay-dang-ky",
          name: "Ngày đăng ký",
          type: "date",
          required: false,
          choices: [],
          person: null,
        },
      ],
    },
  ],
  result_find: ({ person }) => (person === AN ? STORED : []),
  result_show: ({ result }) =>
    STORED.find((one) => one.result === result) ??
    refuse("UNKNOWN_RESULT", "Không có kết quả này trong kho."),
  result_add: () => refuse("RESULT_EXISTS", "Kết quả này đã có trong kho."),
  result_revoke: () => refuse("UNKNOWN_RESULT", "Không có kết quả này trong kho."),
  result_attach: ({ result }) => stored({ result }),
  result_page: () => ({ picture: null }),
  result_file_open: () => null,
  result_file_save: () => null,
  result_seal: ({ result }) => ({ ...SEALED, result }),
  result_take: ({ holder }) =>
    holder.id === AN && holder.birth === "2000-03-15"
      ? stored({ sealed: true })
      : refuse("OTHER_HOLDER", "Con dấu đúng, nhưng kết quả này không phải của người ấy."),
  result_hand_over: ({ result }) => ({ ...SEALED, result }),
  result_measure: () => MEASURE,
  result_import: ({ dry_run }) =>
    dry_run ? REPORT : { ...REPORT, dry_run: false, added: REPORT.good, batch: "lan-2" },
  result_import_progress: () => ({ done: 60, all: 140 }),
  result_import_stop: () => null,
  result_imports: () => BATCHES,
  result_undo_import: () => {
    BATCHES[0]!.undone_at = "2026-11-20T15:20";
    BATCHES[0]!.undone_by = "Lê Thị Mai";
    return BATCHES[0]!;
  },
  scan_list: () => ({
    folder: "D:\\Quet",
    scans: [
      {
        name: "quet-0001.pdf",
        path: "D:\\Quet\\quet-0001.pdf",
        kind: "pdf",
        bytes: 402_311,
        written: "2026-11-20T15:01",
        pages: 2,
        blank: [],
        ready: true,
        why: null,
        results: [],
      },
      {
        name: "quet-0002.pdf",
        path: "D:\\Quet\\quet-0002.pdf",
        kind: null,
        bytes: 1_204,
        written: "2026-11-20T15:03",
        pages: null,
        blank: [],
        ready: false,
        why: "Không đọc được tệp PDF: tệp hỏng, hoặc máy quét chưa ghi xong.",
        results: [],
      },
    ],
  }),
  scan_page: () => ({ picture: null }),
  source_list: () => SOURCES,
  source_set: ({ source, state: to, why }) => ({
    ...SOURCES.find((one) => one.id === source)!,
    state: to,
    why,
    text: to === "down" ? "chưa khai thác được từ 15 giờ 12" : "khai thác được",
  }),
  source_look_up: (made) => ({ ...LOOK_UP, ...made }),
  source_look_ups_last: () => [LOOK_UP],
  source_outages: () => [
    {
      source: "dan-cu",
      name: "Cơ sở dữ liệu quốc gia về dân cư",
      from: "2026-11-20T10:40",
      to: null,
      why: "mất mạng ở quầy",
      by: "Lê Thị Mai",
    },
  ],
  seal_verify: ({ text }) => {
    const good = text.includes("MC1:");
    return {
      valid: good,
      why: good
        ? "Chữ ký đúng, khóa của UBND phường Hải Châu còn hiệu lực."
        : "Đây không phải mã của giấy tiếp nhận do Một Cửa in.",
      reason: good ? "valid" : "not_ours",
      claims: good
        ? {
            kind: "receipt",
            dossier: text.split(" ")[0] ?? "",
            unit: "H17.001",
            procedure: "1.001193",
            received: "2026-11-20T15:12:00",
            due: "2026-11-23T17:00:00",
            digest: "",
            sample: true,
          }
        : null,
      known_here: good,
      procedure_name: good ? "Thủ tục đăng ký khai sinh" : null,
      unit_title: good ? "UBND phường Hải Châu" : null,
    };
  },
  seal_verify_file: () => answers.seal_verify!({ text: "H17.001-261120-2001 MC1:ABC" }),
  printer_list: () => [
    {
      name: "HP_LaserJet_P1102",
      title: "HP LaserJet P1102",
      is_default: true,
      state: "sẵn sàng",
      ready: true,
    },
    {
      name: "Canon_LBP2900",
      title: "Canon LBP2900",
      is_default: false,
      state: "tắt hoặc mất kết nối",
      ready: false,
    },
  ],
  paper_print: () => {
    if (query.has("jam"))
      return {
        id: "7",
        printer: state.printer ?? "",
        state: "failed",
        message: "Máy in HP_LaserJet_P1102 không nhận: hết giấy. Nạp giấy rồi bấm “In lại”.",
      };
    return { id: "7", printer: state.printer ?? "", state: "pending", message: "Đã vào hàng đợi." };
  },
  paper_job: () => ({
    id: "7",
    printer: state.printer ?? "",
    state: "done",
    message: "Máy in đã nhận và in xong.",
  }),
  paper_save: () => null,
  paper_open: () => null,
};

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

export const mock: StandIn = {
  async call(name, args) {
    await wait(Number(query.get("lag") ?? 15));
    if (query.get("fail") === name)
      refuse("STORE", "Không đọc được dữ liệu trên ổ đĩa. Kiểm tra ổ đĩa còn chỗ trống rồi thử lại.");
    const answer = answers[name] as ((args: unknown) => unknown) | undefined;
    if (!answer) refuse("UNREACHABLE", `Bản đứng thay chưa biết lệnh ${name}.`);
    return structuredClone(answer(args));
  },
  pickPicture: async () => "anh-chup.png",
  pickPlace: async (name) => name,
  pickSheet: async () => "ket-qua-cu.xlsx",
  pickFolder: async () => "D:\\Quet",
};
