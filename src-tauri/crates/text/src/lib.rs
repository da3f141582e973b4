//! Vietnamese text: NFC, folding, typing methods, names, amounts and dates in words, the ID card's QR. Pure; knows no window
