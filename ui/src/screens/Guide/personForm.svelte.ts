import { asFault, call } from "../../lib/backend";
import { parseBirth } from "../../lib/birthday";
import type {
  Fault,
  KnownField,
  KnownPerson,
  Namesake,
  Person,
  PersonCheck,
  Sex,
  Warning,
} from "../../lib/bindings";
import { day } from "../../lib/display";
import { latest } from "../../lib/latest";

/** Where a field of the form comes from. */
export interface Origin {
  source: string;
  date: string | null;
  verified: boolean;
}

/** What a card's QR says of a person. */
const ON_CARD = ["id", "name", "birth", "sex", "address"];
const CARD: Origin = { source: "thẻ căn cước vừa quét", date: null, verified: true };

/** The applicant as the clerk fills it in: every field is text until it is taken. */
export class PersonForm {
  id = $state("");
  name = $state("");
  birth = $state("");
  sex = $state<Sex | null>(null);
  address = $state("");
  phone = $state("");
  email = $state("");
  nationality = $state("");
  foreign = $state(false);
  /** Field → where its value comes from; a field that was typed over has none. */
  origin = $state.raw<Record<string, Origin>>({});
  /** Fields whose known value was typed over: no longer verified. */
  changed = $state.raw<string[]>([]);
  /** The old nine-digit number on the card. */
  oldId = $state<string | null>(null);
  warnings = $state<Warning[]>([]);
  checked = $state<PersonCheck | null>(null);
  fault = $state<Fault | null>(null);
  /** Entered at this office before: offered, never forced. */
  known = $state<KnownPerson | null>(null);
  /** What is on record beside it and says something else: a changed name, an old address. */
  others = $state.raw<KnownField[]>([]);

  /** Others on record under this name: only to be looked at. */
  near = $state.raw<Namesake[]>([]);

  #near = latest((id: string, name: string, birth: string | null) =>
    call("person_near", { id, name, birth }),
  );
  #check = latest((person: Person) => call("person_check", person));
  #known = latest((id: string) => call("person_known", { id }));

  /** Name and number came from the card and nobody has changed them since. */
  get scanned(): boolean {
    return this.read.includes("name") && this.read.includes("id");
  }

  /** Fields that were read from the card and not typed over. */
  get read(): string[] {
    return Object.keys(this.origin).filter((field) => this.origin[field] === CARD);
  }

  /** Takes up what a half-done guide remembers of the card. */
  wasRead(fields: string[]) {
    this.origin = Object.fromEntries(fields.map((field) => [field, CARD]));
  }

  /** A field was typed over: what was verified of it is not any more. */
  typed(field: string) {
    if (!(field in this.origin)) return;
    const { [field]: _, ...others } = this.origin;
    this.origin = others;
    this.changed = [...this.changed.filter((one) => one !== field), field];
  }

  get empty(): boolean {
    return this.id.trim() === "" && this.name.trim() === "";
  }

  /** The least a dossier needs: who it is. */
  get enough(): boolean {
    return this.faults.length === 0 && !this.empty;
  }

  get birthOk(): boolean {
    return parseBirth(this.birth) !== undefined;
  }

  /** What must be mended, in order of the fields. */
  get faults(): Warning[] {
    const own: Warning[] = [];
    if (this.id.trim() === "") {
      own.push({
        field: "id",
        text: this.foreign ? "Chưa có số hộ chiếu." : "Chưa có số định danh.",
        suggestion: null,
      });
    }
    if (this.name.trim() === "") own.push({ field: "name", text: "Chưa có họ tên.", suggestion: null });
    if (!this.birthOk) {
      own.push({
        field: "birth",
        text: "Ghi ngày sinh như 12/03/1988, hoặc chỉ năm sinh.",
        suggestion: null,
      });
    }
    const known = new Set(own.map((one) => one.field));
    return [...own, ...(this.checked?.faults ?? []).filter((one) => !known.has(one.field))];
  }

  about(field: string): string | null {
    return this.faults.find((one) => one.field === field)?.text ?? null;
  }

  /** What may stay, but should be looked at. */
  get doubts(): Warning[] {
    return [...this.warnings, ...(this.checked?.warnings ?? [])];
  }

  take(person: Person) {
    this.id = person.id;
    this.name = person.name;
    this.birth = person.birth ? day(person.birth) : "";
    this.sex = person.sex;
    this.address = person.address ?? this.address;
    this.phone = person.phone ?? this.phone;
    this.email = person.email ?? this.email;
    this.nationality = person.nationality ?? "";
    this.foreign = person.nationality !== null;
    this.known = null;
    this.origin = {};
    this.changed = [];
  }

  /** Fills in what was given before, with where each field comes from. */
  takeKnown(known: KnownPerson) {
    this.take(known);
    this.origin = Object.fromEntries(known.fields.map((one) => [one.field, { ...one }]));
    this.others = known.others;
  }

  person(): Person {
    const text = (one: string) => one.trim().normalize("NFC") || null;
    return {
      id: this.id.replace(/\s+/g, ""),
      name: this.name.trim().normalize("NFC"),
      birth: parseBirth(this.birth) ?? null,
      sex: this.sex,
      address: text(this.address),
      phone: text(this.phone),
      email: text(this.email),
      nationality: this.foreign ? (text(this.nationality) ?? "") : null,
    };
  }

  /** Reads what a scanner typed. */
  async card(text: string) {
    this.fault = null;
    try {
      const read = await call("person_card", { text });
      this.phone = "";
      this.email = "";
      this.take(read.person);
      this.warnings = read.warnings;
      this.oldId = read.old_id;
      this.origin = Object.fromEntries(ON_CARD.map((field) => [field, CARD]));
      const known = await call("person_known", { id: read.person.id });
      this.others = known ? this.#unlike(known) : [];
      for (const field of ["phone", "email"] as const) {
        const value = known?.[field];
        const from = known?.fields.find((one) => one.field === field);
        if (!value) continue;
        this[field] = value;
        if (from) this.origin = { ...this.origin, [field]: { ...from } };
      }
      await this.check();
    } catch (cause) {
      this.fault = asFault(cause);
    }
  }

  /** Takes one suggestion, as a whole. */
  mend(warning: Warning) {
    if (warning.suggestion === null) return;
    if (warning.field === "name") this.name = warning.suggestion;
    if (warning.field === "id") this.id = warning.suggestion;
    if (warning.field === "address") this.address = warning.suggestion;
    if (warning.field === "birth") this.birth = day(warning.suggestion);
    if (warning.field === "sex") this.sex = warning.suggestion === "female" ? "female" : "male";
    if (warning.field === "phone") this.phone = warning.suggestion;
    this.typed(warning.field);
    this.dismiss(warning);
  }

  dismiss(warning: Warning) {
    this.warnings = this.warnings.filter((one) => one !== warning);
    if (this.checked) {
      this.checked = { ...this.checked, warnings: this.checked.warnings.filter((one) => one !== warning) };
    }
  }

  async check() {
    if (this.empty) {
      this.checked = null;
      return;
    }
    try {
      const answer = await this.#check.ask(this.person());
      if (answer.fresh) this.checked = answer.value;
      await this.meet();
    } catch (cause) {
      this.fault = asFault(cause);
    }
  }

  /** Who else is on record under this name, or under the old number on the card. */
  async meet() {
    const { id, name, birth } = this.person();
    if (id === "" || name === "") {
      this.near = [];
      return;
    }
    try {
      const answer = await this.#near.ask(id, name, birth);
      if (answer.fresh) this.near = answer.value;
    } catch {
      // Only a hint.
      this.near = [];
    }
  }

  /** Whether this office has met the number before. */
  async look() {
    const id = this.id.replace(/\s+/g, "");
    if (this.scanned || id.length < 6) return;
    try {
      const answer = await this.#known.ask(id);
      if (!answer.fresh) return;
      const known = answer.value;
      this.known = known && known.name !== this.name.trim() ? known : null;
      this.others = known && !this.known ? this.#unlike(known) : [];
    } catch {
      // Only an offer: without it the clerk types on.
      this.known = null;
    }
  }

  /** What is on record and says something else than the form. */
  #unlike(known: KnownPerson): KnownField[] {
    const here = this.person();
    const said: Record<string, string | null> = { name: here.name, birth: here.birth, address: here.address };
    return [...known.fields, ...known.others].filter(
      (one) => one.field in said && said[one.field] !== null && said[one.field] !== one.value,
    );
  }
}
