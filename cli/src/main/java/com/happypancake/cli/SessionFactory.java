package com.happypancake.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and gives them their session. */
final class SessionFactory implements IFactory {

  private final IFactory others = CommandLine.defaultFactory();
  private final Session session;

  SessionFactory(Session session) {
    this.session = session;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (takesSession(constructor)) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(session));
      }
    }
    return others.create(type);
  }

  private static boolean takesSession(Constructor<?> constructor) {
    return constructor.getParameterCount() == 1
        && constructor.getParameterTypes()[0] == Session.class;
  }
}
