package com.happypancake.seeder.broker;

/**
 * A user and a password. Its text shows neither.
 *
 * @param user the user's name, not empty
 * @param password the password, possibly empty
 */
public record Login(String user, String password) {

  /**
   * Checks the login.
   *
   * @throws IllegalArgumentException if the user is empty
   */
  public Login {
    if (user.isEmpty()) {
      throw new IllegalArgumentException("the broker's user has no name");
    }
  }

  /** Returns RabbitMQ's default login for connections from its own host. */
  public static Login guest() {
    return new Login("guest", "guest");
  }

  @Override
  public String toString() {
    return "Login[hidden]";
  }
}
