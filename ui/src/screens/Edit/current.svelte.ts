import { asFault, call } from "../../lib/backend";
import type { EditBegin, EditLists, EditView, Fault } from "../../lib/bindings";
import { route } from "../../lib/route.svelte";
import { Editing } from "./editing.svelte";

/** The procedure being written now. It outlives the screens that show it. */
class Current {
  editing = $state.raw<Editing | null>(null);
  fault = $state.raw<Fault | null>(null);
  #lists: EditLists | null = null;

  /** Begins with a procedure of the catalogue, or with a new one. */
  async begin(from: EditBegin): Promise<Fault | null> {
    return this.#open(() => call("edit_begin", from));
  }

  /** Takes a draft up again. */
  async open(id: string): Promise<Fault | null> {
    if (this.editing?.id === id) {
      route.go({ at: "edit" });
      return null;
    }
    return this.#open(() => call("edit_open", { id }));
  }

  async #open(ask: () => Promise<EditView>): Promise<Fault | null> {
    try {
      await this.editing?.flush();
      const view = await ask();
      this.#lists = await call("edit_lists");
      this.editing = new Editing(view, this.#lists);
      route.go({ at: "edit" });
      return null;
    } catch (cause) {
      return asFault(cause);
    }
  }

  /** Approved or let go. */
  done() {
    this.editing?.stop();
    this.editing = null;
  }
}

export const current = new Current();
