package com.happypancake.database;

import java.util.Properties;

/** A user's name and password. Nothing of them shows in {@link #toString}. */
public record Credentials(String user, String password) {

  /** Puts both under the names that every JDBC driver knows. */
  public void putInto(Properties properties) {
    properties.setProperty("user", user);
    properties.setProperty("password", password);
  }

  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
