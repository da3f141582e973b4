import { asFault, call } from "./backend";
import type { Fault, OfficeChange, OfficeState } from "./bindings";

/** The office this window works for: who, where, which printer. */
class Office {
  state = $state<OfficeState | null>(null);
  fault = $state<Fault | null>(null);

  async load() {
    this.fault = null;
    try {
      this.state = await call("office_state");
    } catch (cause) {
      this.fault = asFault(cause);
    }
  }

  /** Changes what is given and leaves the rest. Rejects with a `Fault`. */
  async change(some: Partial<OfficeChange>) {
    const nothing: OfficeChange = { clerk: null, counter: null, phone: null, unit_code: null, printer: null };
    this.state = await call("office_change", { ...nothing, ...some });
  }
}

export const office = new Office();
