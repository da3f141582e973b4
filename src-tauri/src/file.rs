//! Files given by their path, read with a measure.

use motcua_fault::{Code, Fault, OrFault, Result};
use std::{fs, io::Read as _, path::Path};

/// No update comes near (bytes); reading stops there.
const MOST: u64 = 80 << 20;

/// An update's file.
///
/// # Errors
/// `BAD_FILE` when it cannot be read or is beyond measure.
pub fn update(path: &str) -> Result<Vec<u8>> {
    let path = Path::new(path.trim());
    let shown = path.display();
    let cannot =
        || format!("Không đọc được tệp {shown}. Kiểm tra lại đường dẫn, hoặc USB còn cắm không.");
    if !path.is_file() {
        return Err(Fault::new(Code::BadFile, cannot()));
    }
    let file = fs::File::open(path).or_fault(Code::BadFile, cannot())?;
    let mut bytes = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        .or_fault(Code::BadFile, cannot())?;
    if bytes.len() as u64 > MOST {
        return Err(Fault::new(
            Code::BadFile,
            "Tệp quá lớn, không phải bản cập nhật của Một Cửa.",
        ));
    }
    Ok(bytes)
}
