package com.happypancake.inspect.text;

/** How records are written. */
public enum RecordFormat {
  /** ProtoJSON, which programs read back. */
  JSON(".jsonl"),
  /** RFC 4180, with a line of names. */
  CSV(".csv"),
  /** JSON for people. */
  READABLE(".jsonl");

  private final String suffix;

  RecordFormat(String suffix) {
    this.suffix = suffix;
  }

  /** Returns how the name of a file in this format ends. */
  public String suffix() {
    return suffix;
  }
}
