package com.happypancake.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and gives them their context. */
final class SessionFactory implements IFactory {

  private final IFactory others = CommandLine.defaultFactory();
  private final CommandContext context;

  SessionFactory(CommandContext context) {
    this.context = context;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (takesSession(constructor)) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(context));
      }
    }
    return others.create(type);
  }

  private static boolean takesSession(Constructor<?> constructor) {
    return constructor.getParameterCount() == 1
        && constructor.getParameterTypes()[0] == CommandContext.class;
  }
}
