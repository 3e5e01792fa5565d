package com.happypancake.database;

/**
 * Where a database is: all of its URL that a message may show.
 *
 * @param server host and port, or {@code embedded}
 * @param database the database's name; empty where the URL leaves it to the login
 */
public record DatabaseAddress(String server, String database) {

  /** Returns for example {@code db1:1433, database HappyPancake}. */
  @Override
  public String toString() {
    return database.isEmpty() ? server : server + ", database " + database;
  }
}
