// The one file that knows Tauri.
import { invoke } from "@tauri-apps/api/core";
import { open, save } from "@tauri-apps/plugin-dialog";
import type { Commands, Fault } from "./bindings";

type Name = keyof Commands;
type Args<K extends Name> = Commands[K]["args"];
type Result<K extends Name> = Commands[K]["result"];
type Rest<K extends Name> = Args<K> extends null ? [] : [args: Args<K>];

/** What stands in for Rust while developing in a browser. */
export interface StandIn {
  call(name: Name, args: unknown): Promise<unknown>;
  pickPicture(): Promise<string | null>;
  pickPlace(name: string): Promise<string | null>;
  pickSheet(): Promise<string | null>;
  pickFolder(): Promise<string | null>;
}

const inWindow = () => "__TAURI_INTERNALS__" in window;

let standIn: StandIn | null = null;

/** Tests put their own stand-in here. */
export function standInFor(other: StandIn | null) {
  standIn = other;
}

async function outside(): Promise<StandIn> {
  if (standIn) return standIn;
  if (import.meta.env.DEV && import.meta.env.MODE !== "test") {
    const { mock } = await import("../../tests/mock/mock");
    return (standIn = mock);
  }
  throw unreachable("no Tauri");
}

/** Calls one command of the program. Rejects with a `Fault`, never with anything else. */
export async function call<K extends Name>(name: K, ...[args]: Rest<K>): Promise<Result<K>> {
  try {
    if (inWindow()) return await invoke<Result<K>>(name, { args: args ?? null });
    return (await (await outside()).call(name, args)) as Result<K>;
  } catch (cause) {
    throw asFault(cause);
  }
}

/** A picture on disk, chosen by the clerk; null when they change their mind. */
export async function pickPicture(): Promise<string | null> {
  if (!inWindow()) return (await outside()).pickPicture();
  const path = await open({
    title: "Chọn ảnh chụp hoặc bản quét có mã QR",
    multiple: false,
    directory: false,
    filters: [{ name: "Ảnh", extensions: ["png", "jpg", "jpeg"] }],
  });
  return typeof path === "string" ? path : null;
}

/** A sheet of results, chosen by the clerk; null when they change their mind. */
export async function pickSheet(): Promise<string | null> {
  if (!inWindow()) return (await outside()).pickSheet();
  const path = await open({
    title: "Chọn bảng tính có các kết quả",
    multiple: false,
    directory: false,
    filters: [{ name: "Bảng tính", extensions: ["xlsx", "csv"] }],
  });
  return typeof path === "string" ? path : null;
}

/** A file on disk of one of these kinds, chosen by the clerk; null when they change their mind. */
export async function pickFile(title: string, kind: string, extensions: string[]): Promise<string | null> {
  if (!inWindow()) return (await outside()).pickPicture();
  const path = await open({
    title,
    multiple: false,
    directory: false,
    filters: [{ name: kind, extensions }],
  });
  return typeof path === "string" ? path : null;
}

/** A folder, chosen by the clerk; null when they change their mind. */
export async function pickFolder(): Promise<string | null> {
  if (!inWindow()) return (await outside()).pickFolder();
  const path = await open({ title: "Chọn thư mục máy quét ghi vào", multiple: false, directory: true });
  return typeof path === "string" ? path : null;
}

/** Where to save a file, chosen by the clerk; null when they change their mind. */
export async function pickPlace(name: string): Promise<string | null> {
  if (!inWindow()) return (await outside()).pickPlace(name);
  const extension = /\.([a-z]{3,4})$/i.exec(name)?.[1] ?? "pdf";
  return save({
    title: "Lưu giấy tờ",
    defaultPath: name,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
}

/** Whatever was thrown, as something a clerk can read and act on. */
export function asFault(cause: unknown): Fault {
  if (typeof cause === "object" && cause !== null && "code" in cause && "message" in cause) {
    const { code, message } = cause;
    const detail = "detail" in cause && typeof cause.detail === "string" ? cause.detail : null;
    return { code: code as Fault["code"], message: String(message), detail };
  }
  return unreachable(String(cause));
}

function unreachable(detail: string): Fault {
  return {
    code: "UNREACHABLE",
    message:
      "Phần lõi của chương trình không trả lời. Hãy đóng Một Cửa rồi mở lại; việc đang làm dở đã được lưu.",
    detail,
  };
}
