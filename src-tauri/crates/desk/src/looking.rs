//! Looking at what is stored or waits: a page as a small picture in the window, the file itself with
//! whatever program the PC has for it.

use crate::{desk::Desk, entering::read};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::NaiveDateTime;
use motcua_fault::{Code, OrFault, Result};
use motcua_office::{Archive, FileRef};
use motcua_paper::scanned;
use serde::Serialize;
use std::{fs, path::PathBuf};
use ts_rs::TS;

/// Largest side of a page shown, pixels: what a 1366×768 screen can use.
const PAGE: u32 = 1400;
/// Largest side of a thumbnail, pixels.
const THUMBNAIL: u32 = 160;
/// Where a file lies while another program shows it, below the data folder.
const VIEWED: &str = "viewed";

/// A page to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PageView {
    /// A `data:` address of a picture; none where another program must show it.
    pub picture: Option<String>,
}

impl Desk {
    /// A page of a result's file, from 1.
    ///
    /// # Errors
    /// `UNKNOWN_RESULT`; `BAD_FILE` when it has no file, or the file is gone or damaged.
    pub fn result_page(&self, id: &str, page: u32, now: NaiveDateTime) -> Result<PageView> {
        let (_, bytes) = self.file_of(id, now)?;
        picture(&bytes, page, PAGE)
    }

    /// A page of a waiting scan, from 1; `small` for a list.
    ///
    /// # Errors
    /// `BAD_FILE` when it no longer waits or cannot be read.
    pub fn scan_page(&self, name: &str, page: u32, small: bool) -> Result<PageView> {
        let scans = self.scans()?.scans;
        let scan = scans
            .iter()
            .find(|scan| scan.name == name)
            .or_fault(Code::BadFile, "Bản quét này không còn trong thư mục.")?;
        let bytes = read(&PathBuf::from(&scan.path))?;
        picture(&bytes, page, if small { THUMBNAIL } else { PAGE })
    }

    /// A result's file under its own name, for another program to open. The copy before it goes.
    ///
    /// # Errors
    /// As [`Desk::result_page`]; `NO_ACCESS`.
    pub fn file_to_view(&self, id: &str, now: NaiveDateTime) -> Result<PathBuf> {
        let (file, bytes) = self.file_of(id, now)?;
        let folder = self.folder().join(VIEWED);
        let cannot = "Không mở được tệp: không ghi được bản để xem.";
        // Somebody may still have the last one open; then it goes with the next.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).or_fault(Code::NoAccess, cannot)?;
        let path = folder.join(safe(&file.name));
        fs::write(&path, bytes).or_fault(Code::NoAccess, cannot)?;
        Ok(path)
    }

    /// A result's file to a place that the clerk chose.
    ///
    /// # Errors
    /// As [`Desk::result_page`]; `NO_ACCESS`.
    pub fn save_file(&self, id: &str, to: &str, now: NaiveDateTime) -> Result<()> {
        let (_, bytes) = self.file_of(id, now)?;
        fs::write(to, bytes).or_fault(
            Code::NoAccess,
            format!("Không ghi được tệp {to}. Kiểm tra quyền ghi và dung lượng đĩa."),
        )
    }

    fn file_of(&self, id: &str, now: NaiveDateTime) -> Result<(FileRef, Vec<u8>)> {
        let result = self.office().result(id, &self.reference().catalogue, now)?;
        let file = result.file.or_fault(
            Code::BadFile,
            "Kết quả này chỉ có dữ liệu, chưa có tệp ảnh hoặc PDF.",
        )?;
        let bytes = read(&Archive::of(self.folder()).path(&file.sha256))?;
        Ok((file, bytes))
    }
}

fn picture(bytes: &[u8], page: u32, side: u32) -> Result<PageView> {
    let jpeg = scanned::preview(bytes, page, side)?;
    Ok(PageView {
        picture: jpeg.map(|jpeg| format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg))),
    })
}

/// A name that any file system takes, without a folder in it.
fn safe(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|one| match one {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            one if one.is_control() => '-',
            one => one,
        })
        .collect();
    match plain.trim_matches(['.', ' ']) {
        "" => "ket-qua".to_owned(),
        plain => plain.to_owned(),
    }
}
