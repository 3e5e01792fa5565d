package com.happypancake.cli.stage;

/**
 * A user's name and password; its text tells neither.
 *
 * @param user not empty
 * @param password a secret, possibly empty
 */
record UserPassword(String user, String password) {

  @Override
  public String toString() {
    return "UserPassword[hidden]";
  }
}
