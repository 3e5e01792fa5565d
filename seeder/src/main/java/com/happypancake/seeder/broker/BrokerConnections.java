package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.tls.TlsContexts;
import com.happypancake.seeder.tls.TlsFailure;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.SocketConfigurators;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Opens connections to a broker and explains failures. Stateless. */
public final class BrokerConnections {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final int RPC_MILLIS = 30_000;
  private static final int CLOSE_MILLIS = 2_000;
  static final int HEARTBEAT_SECONDS = 10;

  private BrokerConnections() {}

  /**
   * Opens a connection to the first host that answers. It has no automatic recovery, because only
   * the caller knows which events are unconfirmed.
   *
   * @param broker the broker to connect to
   * @param name the connection's name, which the broker displays
   * @throws BrokerException UNREACHABLE if no host answers; LOGIN if one refuses the login
   */
  public static Connection open(BrokerAddress broker, String name) throws BrokerException {
    return open(broker, name, new ConnectionFactory(), socket -> {});
  }

  /**
   * Opens a connection as {@link #open(BrokerAddress, String)}.
   *
   * @param factory makes the connection; its settings are set here
   * @param sockets receives each socket before it connects; to close it ends a write that blocks
   */
  static Connection open(
      BrokerAddress broker, String name, ConnectionFactory factory, Consumer<Socket> sockets)
      throws BrokerException {
    List<BrokerAddress> hosts = broker.each();
    List<BrokerException> failures = new ArrayList<>();
    for (BrokerAddress host : hosts) {
      try {
        return connect(host, name, factory, sockets);
      } catch (BrokerException e) {
        if (hosts.size() == 1 || e.kind() != Kind.UNREACHABLE) {
          throw e;
        }
        failures.add(e);
      }
    }
    throw new BrokerException(
        Kind.UNREACHABLE,
        failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
        failures.get(0));
  }

  /**
   * Opens a connection as {@link #open(BrokerAddress, String)}. An interrupt ends the wait for a
   * broker that does not answer.
   */
  public static Connection openInterruptibly(BrokerAddress broker, String name)
      throws BrokerException, InterruptedException {
    return openInterruptibly(broker, name, new ConnectionFactory(), socket -> {});
  }

  static Connection openInterruptibly(
      BrokerAddress broker, String name, ConnectionFactory factory, Consumer<Socket> sockets)
      throws BrokerException, InterruptedException {
    CompletableFuture<Connection> opening = new CompletableFuture<>();
    daemon(
            () -> {
              try {
                opening.complete(open(broker, name, factory, sockets));
              } catch (BrokerException | RuntimeException e) {
                opening.completeExceptionally(e);
              }
            })
        .start();
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrokerException failure) {
        throw failure;
      }
      throw new IllegalStateException("connecting failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      CompletableFuture<Void> ignored = opening.thenAccept(BrokerConnections::close);
      throw e;
    }
  }

  private static Connection connect(
      BrokerAddress broker, String name, ConnectionFactory factory, Consumer<Socket> sockets)
      throws BrokerException {
    factory.setHost(broker.host());
    factory.setPort(broker.port());
    factory.setVirtualHost(broker.virtualHost());
    factory.setUsername(broker.login().user());
    factory.setPassword(broker.login().password());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setConnectionTimeout(CONNECT_MILLIS);
    factory.setHandshakeTimeout(HANDSHAKE_MILLIS);
    factory.setChannelRpcTimeout(RPC_MILLIS);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    factory.setThreadFactory(BrokerConnections::daemon);
    factory.setSocketConfigurator(
        SocketConfigurators.defaultConfigurator().andThen(sockets::accept));
    if (broker.tls()) {
      // useSslProtocol() without a context trusts every certificate.
      factory.useSslProtocol(context(broker));
      factory.enableHostnameVerification();
    }
    try {
      return factory.newConnection(name);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw explain(broker, e);
    }
  }

  private static SSLContext context(BrokerAddress broker) throws BrokerException {
    try {
      return TlsContexts.of(broker.tlsFiles());
    } catch (SSLException e) {
      throw new BrokerException(Kind.UNREACHABLE, broker, String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the broker's product and version. */
  public static String product(Connection connection) {
    Map<String, Object> properties = connection.getServerProperties();
    return properties.getOrDefault("product", "unknown")
        + " "
        + properties.getOrDefault("version", "of unknown version");
  }

  /** Closes a connection in any state. Waits at most a few seconds. */
  public static void close(Connection connection) {
    connection.abort(CLOSE_MILLIS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "hpc-broker");
    thread.setDaemon(true);
    return thread;
  }

  private static BrokerException explain(BrokerAddress broker, Exception e) {
    if (e instanceof PossibleAuthenticationFailureException) {
      return new BrokerException(
          Kind.LOGIN,
          broker,
          "the broker does not accept the user or the password; check both"
              + " (RabbitMQ lets 'guest' in from its own host alone)",
          e);
    }
    if (CloseReason.of(e).isPresent()) {
      return new BrokerException(
          Kind.LOGIN,
          broker,
          CloseReason.describe(e) + "; check the virtual host and the user's permissions on it",
          e);
    }
    return new BrokerException(
        Kind.UNREACHABLE,
        broker,
        TlsFailure.explain(broker.host(), broker.tlsFiles(), e)
            .orElseGet(() -> unreachable(broker, e)),
        e);
  }

  private static String unreachable(BrokerAddress broker, Exception e) {
    if (e instanceof UnknownHostException) {
      return "there is no host of this name; check the address";
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "nothing accepts connections there; start the broker or check the address";
    }
    if (e instanceof SocketTimeoutException || e instanceof TimeoutException) {
      return "no answer in time; check the address, the broker's health and any firewall";
    }
    if (broker.tls()) {
      return "the server closed the connection; check that it is a TLS port for AMQP 0-9-1, and"
          + " whether it asks for a client's certificate (--cert, --key)";
    }
    return "the server closed the connection; check that it is an AMQP 0-9-1 port"
        + " (amqps:// for TLS)";
  }
}
