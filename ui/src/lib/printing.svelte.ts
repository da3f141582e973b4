import { asFault, call } from "./backend";
import type { Fault, PrintedPaper, PrintJob } from "./bindings";
import { office } from "./office.svelte";

/** One paper on its way to the printer. */
export interface Sheet {
  paper: PrintedPaper;
  stage: "asking" | "sending" | "queued" | "done" | "failed";
  message: string;
  fault: Fault | null;
}

const EVERY = 700;
const TIMES = 40;

const STAGE: Record<PrintJob["state"], Sheet["stage"]> = {
  pending: "queued",
  printing: "queued",
  done: "done",
  held: "failed",
  failed: "failed",
  // The queue forgets a paper some time after it is printed.
  gone: "done",
};

/** Sends papers to the office's printer and watches what becomes of them. */
class Printing {
  sheets = $state<Sheet[]>([]);
  /** No printer has been chosen yet: the clerk is asked once. */
  asking = $state(false);
  #run = 0;

  async print(papers: PrintedPaper[]) {
    const run = ++this.#run;
    const printer = office.state?.printer;
    this.sheets = papers.map((paper) => ({
      paper,
      stage: printer ? "sending" : "asking",
      message: printer ? "Đang gửi đến máy in…" : "Chờ chọn máy in.",
      fault: null,
    }));
    if (!printer) {
      this.asking = true;
      return;
    }
    await Promise.all(this.sheets.map((sheet) => this.#send(sheet, printer, run)));
  }

  async choose(printer: string) {
    await office.change({ printer });
    this.asking = false;
    await this.print(this.sheets.map((sheet) => sheet.paper));
  }

  dismiss() {
    this.asking = false;
    for (const sheet of this.sheets) {
      if (sheet.stage !== "asking") continue;
      sheet.stage = "failed";
      sheet.message = "Chưa in vì chưa chọn máy in. Có thể in lại, lưu tệp hoặc mở để in.";
    }
  }

  /** Forgets the papers: the next citizen is here. */
  clear() {
    this.#run += 1;
    this.sheets = [];
    this.asking = false;
  }

  async #send(sheet: Sheet, printer: string, run: number) {
    try {
      const { path, title } = sheet.paper;
      let job = await call("paper_print", { path, copies: 1, title });
      for (let time = 0; time < TIMES && run === this.#run; time += 1) {
        sheet.stage = STAGE[job.state];
        sheet.message = job.message;
        if (sheet.stage !== "queued") return;
        await new Promise((done) => setTimeout(done, EVERY));
        if (run === this.#run) job = await call("paper_job", { id: job.id, printer });
      }
    } catch (cause) {
      sheet.fault = asFault(cause);
      sheet.stage = "failed";
      sheet.message = sheet.fault.message;
    }
  }
}

export const printing = new Printing();
