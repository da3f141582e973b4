// Reasons a clerk gives most, each in one key; other words are always possible.

/** Why paper is asked for although data is stored: incomplete or wrong data, never habit (NQ 66.7/2025, L9). */
export const PAPER = [
  "Dữ liệu khác với giấy tờ hoặc lời khai của người dân",
  "Dữ liệu thiếu nội dung mà thủ tục này cần",
  "Bản lưu mờ, thiếu trang, không đọc được",
  "Người dân muốn nộp bản giấy",
];

/** Why a dossier is opened although the result could be handed over at once. */
export const DOSSIER = [
  "Thông tin đã thay đổi, cần cấp lại theo thông tin mới",
  "Bản điện tử thiếu hoặc sai thông tin",
  "Nơi người dân cần nộp không nhận bản điện tử",
  "Người dân cần bản chính mới do cơ quan cấp",
];

/** Why an exchange that the city promises the same day takes longer. */
export const NOT_TODAY = [
  "Phải xác minh thực địa",
  "Phải xác minh với nơi đã cấp trước đây",
  "Nguồn dữ liệu chưa khai thác được",
  "Người dân hẹn nhận ngày khác",
];
