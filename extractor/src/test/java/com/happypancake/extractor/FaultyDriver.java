package com.happypancake.extractor;

import com.happypancake.database.DatabaseProduct.Connector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real driver of which one call fails: the n-th, counted over all its objects. */
final class FaultyDriver implements Connector {

  /** How it fails. */
  enum Fault {
    /** The connection is gone, as when a server dies. */
    BREAK,
    /** This session is the victim of a deadlock. */
    DEADLOCK,
    /** The query took too long. */
    TIMEOUT,
    /**
     * The call does not come back until somebody cuts the connection. While one is made, only the
     * driver itself can do that, by its socket's time limit.
     */
    STALL,
    /** It does not fail, but before it another session changes the source. */
    CHANGE
  }

  /** What ends by itself, is asked of a dead connection, or comes from the watching thread. */
  private static final Set<String> SPARED =
      Set.of("close", "abort", "cancel", "isClosed", "getConnection", "wasNull", "toString");

  /** What is called on a connection before it is anybody's. */
  private static final Set<String> MAKING = Set.of("createStatement", "execute");

  /** The calls that ask the source. Between others, a change is the same as before the next one. */
  private static final Set<String> ASKING = Set.of("execute", "executeQuery", "next");

  private final Connector real;
  private final Fault fault;
  private final int call;
  private final Runnable before;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile String struck = "none";

  /**
   * A driver.
   *
   * @param call which call fails, from 1; 0 for none
   */
  FaultyDriver(Connector real, Fault fault, int call) {
    this(real, fault, call, () -> {});
  }

  /** A driver of which no call fails, and which runs something before each. */
  FaultyDriver(Connector real, Runnable before) {
    this(real, Fault.BREAK, 0, before);
  }

  /** Returns a driver before one of whose calls another session changes the source. */
  static FaultyDriver changing(Connector real, int call, Runnable change) {
    return new FaultyDriver(real, Fault.CHANGE, call, change);
  }

  private FaultyDriver(Connector real, Fault fault, int call, Runnable before) {
    this.real = real;
    this.fault = fault;
    this.call = call;
    this.before = before;
  }

  /** Returns how many calls there were that could have failed. */
  int calls() {
    return calls.get();
  }

  /** Returns the name of the call that failed. */
  String struck() {
    return struck;
  }

  @Override
  public Connection connect(String url, Properties properties) throws SQLException {
    if (fault != Fault.STALL && fault != Fault.CHANGE && calls.incrementAndGet() == call) {
      struck = "connect";
      throw new SQLException("the server is not there", "08001", 0);
    }
    Connection connection = real.connect(url, properties);
    return wrap(Connection.class, connection, connection, new CountDownLatch(1));
  }

  private <T> T wrap(Class<T> type, T object, Connection connection, CountDownLatch cut) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call(object, method, arguments, connection, cut)));
  }

  private @Nullable Object call(
      Object object,
      Method method,
      @Nullable Object @Nullable [] arguments,
      Connection connection,
      CountDownLatch cut)
      throws Throwable {
    if (fault != Fault.CHANGE) {
      before.run();
    }
    if (method.getName().equals("abort")) {
      cut.countDown();
    }
    boolean spared =
        switch (fault) {
          case STALL -> MAKING.contains(method.getName());
          case CHANGE -> !ASKING.contains(method.getName());
          default -> false;
        };
    if (!spared && !SPARED.contains(method.getName()) && calls.incrementAndGet() == call) {
      struck = method.getName();
      strike(connection, cut);
    }
    Object result;
    try {
      result = method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (result instanceof Statement statement) {
      return wrap(Statement.class, statement, connection, cut);
    }
    if (result instanceof ResultSetMetaData) {
      return result;
    }
    return result instanceof ResultSet rows ? wrap(ResultSet.class, rows, connection, cut) : result;
  }

  private void strike(Connection connection, CountDownLatch cut)
      throws SQLException, InterruptedException {
    switch (fault) {
      case BREAK -> {
        connection.close();
        throw new SQLException("the connection is broken", "08S01", 0);
      }
      case CHANGE -> before.run();
      case DEADLOCK -> throw new SQLException("the victim of a deadlock", "40001", 1205);
      case TIMEOUT -> throw new SQLTimeoutException("it took too long", "HYT00", 0);
      case STALL -> {
        if (!cut.await(1, TimeUnit.MINUTES)) {
          throw new AssertionError("nobody cut the connection that stalls in " + struck);
        }
        connection.close();
        throw new SQLException("the connection was cut", "08S01", 0);
      }
    }
  }
}
