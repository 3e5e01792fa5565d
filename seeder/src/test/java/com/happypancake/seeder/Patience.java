package com.happypancake.seeder;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the conditions that tests await a minute, and not Awaitility's ten seconds: the time ends a
 * hang, and measures nothing. JUnit finds it by its file in {@code META-INF/services}.
 */
public final class Patience implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }
}
