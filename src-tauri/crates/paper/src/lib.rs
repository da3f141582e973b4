//! Official forms as PDF, the QR drawn and read back, fonts, the printer's queue
