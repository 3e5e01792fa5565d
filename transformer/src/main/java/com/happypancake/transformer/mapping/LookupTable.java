package com.happypancake.transformer.mapping;

/** The legacy tables to which rows of other tables refer. */
public enum LookupTable {
  /** The existing members and their registration times. */
  MEMBERS("Members"),
  /** The owners of photos. */
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
