package com.happypancake.database;

import java.util.Properties;

/** A user's name and password. Nothing of them shows in {@link #toString}. */
public final class Credentials {

  private final String user;
  private final String password;

  private Credentials(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /** Returns the credentials of a user. */
  public static Credentials of(String user, String password) {
    return new Credentials(user, password);
  }

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
