package com.happypancake.inspect.text;

/** The formats in which records are written. */
public enum RecordFormat {
  /** ProtoJSON, which programs read back. */
  JSON(".jsonl"),
  /** RFC 4180, with a header line. */
  CSV(".csv"),
  /** JSON for people. */
  READABLE(".jsonl");

  private final String suffix;

  RecordFormat(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the suffix of files in this format. */
  public String suffix() {
    return suffix;
  }
}
