package com.happypancake.database;

import java.util.Properties;

/** A user's name and password. {@link #toString} hides both. */
public record Credentials(String user, String password) {

  /** Sets both under the names that every JDBC driver knows. */
  public void putInto(Properties properties) {
    properties.setProperty("user", user);
    properties.setProperty("password", password);
  }

  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
