import { asFault, call } from "../../lib/backend";
import { parseBirth } from "../../lib/birthday";
import type { Fault, Person, PersonCheck, Sex, Warning } from "../../lib/bindings";
import { day } from "../../lib/display";
import { latest } from "../../lib/latest";

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
  /** The fields came from the card and nobody has changed the name or number since. */
  scanned = $state(false);
  warnings = $state<Warning[]>([]);
  checked = $state<PersonCheck | null>(null);
  fault = $state<Fault | null>(null);
  /** Entered at this office before: offered, never forced. */
  known = $state<Person | null>(null);

  #check = latest((person: Person) => call("person_check", person));
  #known = latest((id: string) => call("person_known", { id }));

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
      this.take(read.person);
      this.warnings = read.warnings;
      this.scanned = true;
      const known = await call("person_known", { id: read.person.id });
      this.phone ||= known?.phone ?? "";
      this.email ||= known?.email ?? "";
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
    } catch (cause) {
      this.fault = asFault(cause);
    }
  }

  /** Whether this office has met the number before. */
  async look() {
    const id = this.id.replace(/\s+/g, "");
    if (this.scanned || id.length < 6) return;
    try {
      const answer = await this.#known.ask(id);
      if (answer.fresh)
        this.known = answer.value && answer.value.name !== this.name.trim() ? answer.value : null;
    } catch {
      // Only an offer: without it the clerk types on.
      this.known = null;
    }
  }
}
