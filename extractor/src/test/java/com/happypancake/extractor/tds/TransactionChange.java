package com.happypancake.extractor.tds;

/** What "ENVCHANGE" tells of transactions. */
enum TransactionChange {
  BEGUN(8),
  COMMITTED(9),
  ROLLED_BACK(10);

  private final int code;

  TransactionChange(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
