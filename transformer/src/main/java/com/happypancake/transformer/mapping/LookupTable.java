package com.happypancake.transformer.mapping;

/** The legacy tables whose rows are looked up. */
public enum LookupTable {
  /** Who exists, and since when. */
  MEMBERS("Members"),
  /** Whose a photo is. */
  PHOTOS("Photos"),
  /** The names of cities. */
  CITIES("Cities"),
  /** The names of interests. */
  INTERESTS("Interests");

  private final String table;

  LookupTable(String table) {
    this.table = table;
  }

  /** Returns the table's name. */
  public String table() {
    return table;
  }
}
