package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerException.CloseReason;
import com.happypancake.seeder.broker.BrokerRequests.RefusedException;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import com.rabbitmq.client.impl.SocketFrameHandler;
import com.rabbitmq.client.impl.SocketFrameHandlerFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection of the one seeder that may publish. It holds an exclusive queue, which the broker
 * gives to one connection at a time and deletes with the connection.
 *
 * <p>Thread-safe.
 */
public final class SeederConnection {

  private static final String NAME = "hpc seed";
  private static final int RESOURCE_LOCKED = 405;

  private final ConcurrentLinkedQueue<Socket> sockets;
  private final Connection connection;
  private final HeldFrames frames;

  private SeederConnection(
      ConcurrentLinkedQueue<Socket> sockets, Connection connection, HeldFrames frames) {
    this.sockets = sockets;
    this.connection = connection;
    this.frames = frames;
  }

  /**
   * Writes to a socket, and lets the messages of one thread gather in the buffer. RabbitMQ's client
   * makes a system call for each message otherwise, and the broker a wake-up.
   */
  private static final class HeldFrames extends SocketFrameHandler {

    private volatile @Nullable Thread holder;

    HeldFrames(Socket socket) throws IOException {
      super(socket);
    }

    @Override
    public void flush(@Nullable WriteListener listener) throws IOException {
      if (Thread.currentThread() != holder) {
        super.flush(listener);
      }
    }
  }

  /** Makes connections with {@link HeldFrames}. */
  private static final class HeldFramesFactory extends ConnectionFactory {

    private @Nullable HeldFrames last;

    @Override
    protected synchronized FrameHandlerFactory createFrameHandlerFactory() {
      return new SocketFrameHandlerFactory(
          getConnectionTimeout(), getSocketFactory(), getSocketConfigurator(), isSSL()) {
        @Override
        public FrameHandler create(Socket socket) throws IOException {
          HeldFrames frames = new HeldFrames(socket);
          last = frames;
          return frames;
        }
      };
    }
  }

  /**
   * Opens a connection and takes the lock.
   *
   * @param lockQueue the name of the exclusive queue
   * @param lost receives the reason, once, when the connection ends before {@link #cut}
   * @throws LinkException LOCKED if another connection holds the lock; UNREACHABLE; REFUSED if the
   *     broker refuses the login or lacks the right to declare the queue
   * @throws InterruptedException if the thread was interrupted while the broker did not answer
   */
  public static SeederConnection open(BrokerAddress broker, String lockQueue, Consumer<String> lost)
      throws LinkException, InterruptedException {
    ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    HeldFramesFactory factory = new HeldFramesFactory();
    Connection opened;
    try {
      opened = BrokerConnections.openInterruptibly(broker, NAME, factory, sockets::add);
    } catch (BrokerException e) {
      throw new LinkException(
          e.kind() == BrokerException.Kind.LOGIN
              ? LinkException.Kind.REFUSED
              : LinkException.Kind.UNREACHABLE,
          String.valueOf(e.getMessage()),
          e);
    }
    SeederConnection connection =
        new SeederConnection(sockets, opened, Objects.requireNonNull(factory.last));
    try {
      connection.lock(broker, lockQueue);
    } catch (LinkException e) {
      connection.cut();
      throw e;
    }
    opened.addShutdownListener(signal -> lost.accept(CloseReason.describe(signal)));
    return connection;
  }

  private void lock(BrokerAddress broker, String lockQueue) throws LinkException {
    try {
      Channel channel = connection.createChannel();
      channel.queueDeclare(lockQueue, false, true, true, Map.of());
    } catch (IOException | ShutdownSignalException e) {
      Optional<CloseReason> reason = CloseReason.of(e);
      LinkException.Kind kind =
          reason.isEmpty()
              ? LinkException.Kind.UNREACHABLE
              : reason.get().code() == RESOURCE_LOCKED
                  ? LinkException.Kind.LOCKED
                  : LinkException.Kind.REFUSED;
      String what =
          kind == LinkException.Kind.LOCKED
              ? "another seeder publishes there (it holds the queue '" + lockQueue + "')"
              : CloseReason.describe(e) + " while the queue '" + lockQueue + "' was declared";
      throw new LinkException(kind, broker + ": " + what, e);
    }
  }

  /**
   * Returns whether a seeder holds the lock. Does not take it. The broker takes a seeder that was
   * killed for a running one until it misses its heartbeats.
   *
   * @param connection another connection than the seeder's
   * @throws BrokerException LOST, or REFUSED if the login lacks a permission
   */
  public static boolean isHeld(BrokerAddress broker, Connection connection, String lockQueue)
      throws BrokerException {
    try (BrokerRequests requests = new BrokerRequests(broker, connection)) {
      return isHeld(broker, requests, lockQueue);
    }
  }

  static boolean isHeld(BrokerAddress broker, BrokerRequests requests, String lockQueue)
      throws BrokerException {
    try {
      return requests.find(lockQueue).isPresent();
    } catch (RefusedException e) {
      if (e.reason().code() == RESOURCE_LOCKED) {
        return true;
      }
      throw new BrokerException(
          BrokerException.Kind.REFUSED,
          broker,
          "the lock '" + lockQueue + "' can't be looked up: " + e.reason().text());
    }
  }

  /** Returns the connection. */
  public Connection connection() {
    return connection;
  }

  /** Begins or ends that what this thread publishes waits for {@link #flush} or a full buffer. */
  void hold(boolean held) {
    frames.holder = held ? Thread.currentThread() : null;
  }

  /** Writes what waits. */
  void flush() throws IOException {
    frames.flush(null);
  }

  /** Returns the broker's product and version. */
  public String product() {
    return BrokerConnections.product(connection);
  }

  /**
   * Ends the connection without a word to the broker. Does not wait, and ends a write that blocks
   * on another thread.
   */
  public void cut() {
    for (Socket socket : sockets) {
      try {
        // With a linger of 0, TLS does not wait for the lock of a write that blocks.
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (SocketException e) {
        // It is closed already.
      } catch (IOException e) {
        // Nothing is left to be done for a socket that can't be closed.
      }
    }
  }
}
