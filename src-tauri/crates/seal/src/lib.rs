//! The signed QR: claims, keys, sign, verify. Pure: no clock, no randomness, no input or output
