package com.happypancake.cli.stage;

import java.util.logging.LogManager;

/** What libraries would print by themselves. */
final class Libraries {

  private Libraries() {}

  /** Stops java.util.logging from printing; errors reach the user as exceptions. */
  static void silence() {
    LogManager.getLogManager().reset();
  }
}
