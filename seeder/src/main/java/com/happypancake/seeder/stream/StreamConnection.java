package com.happypancake.seeder.stream;

import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.engine.Transport.LinkException.Kind;
import com.happypancake.seeder.tls.TlsContexts;
import com.rabbitmq.stream.Address;
import com.rabbitmq.stream.BackOffDelayPolicy;
import com.rabbitmq.stream.Codec;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.EnvironmentBuilder;
import com.rabbitmq.stream.StreamDoesNotExistException;
import com.rabbitmq.stream.StreamException;
import com.rabbitmq.stream.codec.SimpleCodec;
import com.rabbitmq.stream.compression.Compression;
import com.rabbitmq.stream.compression.CompressionCodec;
import com.rabbitmq.stream.impl.Client;
import com.rabbitmq.stream.impl.Client.Broker;
import com.rabbitmq.stream.impl.Client.ChunkListener;
import com.rabbitmq.stream.impl.Client.ClientParameters;
import com.rabbitmq.stream.impl.Client.StreamMetadata;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The stream client's connections to a broker, which can be cut at once.
 *
 * <p>The client would reconnect by itself and publish what it holds. Here it does not: a connection
 * that it opens after the cut is closed before anything is sent.
 *
 * <p>Thread-safe.
 */
final class StreamConnection {

  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  /** Longer than any link takes to be cut after its loss. */
  private static final Duration NO_RECOVERY = Duration.ofDays(1);

  private final BrokerAddress broker;
  private final int port;

  /** Discards what the client schedules after its end: it would print that as an error. */
  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(
          2, StreamConnection::daemon, new ThreadPoolExecutor.DiscardPolicy());

  /** The client does not end its own after an attempt that failed. */
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(0, StreamConnection::daemon, NioIoHandler.newFactory());

  private final List<Channel> channels = new ArrayList<>();
  private @Nullable Environment environment;
  private boolean opened;
  private boolean cut;

  StreamConnection(BrokerAddress broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  /**
   * Connects to the broker. Blocks.
   *
   * @param name the name that the broker displays
   */
  void open(String name, @Nullable Codec codec) throws LinkException, InterruptedException {
    Environment made = connect(name, codec);
    boolean late;
    synchronized (this) {
      environment = made;
      opened = true;
      late = cut;
    }
    if (late) {
      close(made);
    }
  }

  /** Connects to the first host that answers. */
  private Environment connect(String name, @Nullable Codec codec)
      throws LinkException, InterruptedException {
    return first(host -> build(host, name, codec));
  }

  private <T> T first(Function<BrokerAddress, T> connect)
      throws LinkException, InterruptedException {
    List<BrokerAddress> hosts = broker.each();
    for (BrokerAddress host : hosts.subList(0, hosts.size() - 1)) {
      try {
        return attempt("", () -> connect.apply(host));
      } catch (LinkException e) {
        if (e.kind() != Kind.UNREACHABLE) {
          throw e;
        }
      }
    }
    return attempt("", () -> connect.apply(hosts.get(hosts.size() - 1)));
  }

  /**
   * Connects to the nodes that lead streams, for single requests that the client's environment does
   * not have. Blocks. {@link #cut} closes the connections.
   *
   * @param chunks receives what a subscription gets
   * @return for each stream, the connection to its node
   * @throws LinkException if a stream does not exist or its node can't be reached
   */
  Map<String, Client> clients(String name, List<String> streams, ChunkListener chunks)
      throws LinkException, InterruptedException {
    Map<Address, Client> nodes = new HashMap<>();
    BrokerAddress located =
        first(
            host -> {
              Address address = new Address(host.host(), port);
              nodes.put(address, client(address, name, chunks));
              return host;
            });
    Client locator = nodes.values().iterator().next();
    Map<String, StreamMetadata> known =
        attempt("", () -> locator.metadata(streams.toArray(String[]::new)));
    Map<String, Client> clients = new HashMap<>();
    for (String stream : streams) {
      clients.put(
          stream,
          attempt(
              stream,
              () -> {
                StreamMetadata found = known.get(stream);
                if (found == null || !found.isResponseOk()) {
                  throw new StreamDoesNotExistException(stream);
                }
                Broker leader = found.getLeader();
                if (leader == null) {
                  throw new StreamException("stream '" + stream + "' has no leader now");
                }
                Address address =
                    resolve(located.host(), new Address(leader.getHost(), leader.getPort()));
                return nodes.computeIfAbsent(address, each -> client(each, name, chunks));
              }));
    }
    return clients;
  }

  private Client client(Address address, String name, ChunkListener chunks) {
    ClientParameters parameters =
        new ClientParameters()
            .host(address.host())
            .port(address.port())
            .virtualHost(broker.virtualHost())
            .username(broker.login().user())
            .password(broker.login().password())
            .clientProperty("connection_name", name)
            .clientProperty("product", "hpc")
            .requestedHeartbeat(HEARTBEAT)
            .codec(new SimpleCodec())
            .compressionCodecFactory(StreamConnection::refuse)
            .eventLoopGroup(loops)
            .bootstrapCustomizer(StreamConnection::limitConnect)
            .channelCustomizer(this::customize)
            .chunkListener(chunks);
    if (broker.tls()) {
      parameters.sslContext(tls());
    }
    return new Client(parameters);
  }

  /** Returns the client's environment of an open connection. */
  synchronized Environment environment() {
    if (environment == null) {
      throw new IllegalStateException("the connection is not open");
    }
    return environment;
  }

  private Environment build(BrokerAddress host, String name, @Nullable Codec codec) {
    EnvironmentBuilder builder =
        Environment.builder()
            .host(host.host())
            .port(port)
            .virtualHost(broker.virtualHost())
            .username(broker.login().user())
            .password(broker.login().password())
            .id(name)
            .clientProperty("product", "hpc")
            .requestedHeartbeat(HEARTBEAT)
            .addressResolver(advertised -> resolve(host.host(), advertised))
            .scheduledExecutorService(scheduler)
            .compressionCodecFactory(StreamConnection::refuse)
            .recoveryBackOffDelayPolicy(this::recoveryDelay)
            .topologyUpdateBackOffDelayPolicy(this::recoveryDelay)
            .netty()
            .eventLoopGroup(loops)
            .bootstrapCustomizer(StreamConnection::limitConnect)
            .channelCustomizer(this::customize)
            .environmentBuilder();
    if (codec != null) {
      builder.codec(codec);
    }
    if (broker.tls()) {
      builder.tls().sslContext(tls());
    }
    return builder.build();
  }

  /** The client's own factory needs libraries for each codec. */
  private static CompressionCodec refuse(Compression compression) {
    throw new StreamException(
        "a stream with batches compressed by " + compression + " was not made by hpc");
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "hpc-stream");
    thread.setDaemon(true);
    return thread;
  }

  private static void limitConnect(Bootstrap bootstrap) {
    bootstrap.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
  }

  private synchronized Duration recoveryDelay(int attempt) {
    return opened ? NO_RECOVERY : BackOffDelayPolicy.TIMEOUT;
  }

  /**
   * Returns the address to connect to instead of the one that a node advertises. A broker that was
   * addressed by a loopback address is the only node and may advertise a name that works elsewhere.
   */
  private Address resolve(String host, Address advertised) {
    return isLoopback(host) ? new Address(host, port) : advertised;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private void customize(Channel channel) {
    @Nullable SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      SSLParameters parameters = tls.engine().getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.engine().setSSLParameters(parameters);
    }
    synchronized (this) {
      if (!cut) {
        channels.add(channel);
        return;
      }
    }
    var unused = channel.close();
  }

  private JdkSslContext tls() {
    try {
      return new JdkSslContext(
          TlsContexts.of(broker.tlsFiles()),
          true,
          null,
          IdentityCipherSuiteFilter.INSTANCE,
          null,
          ClientAuth.NONE,
          null,
          false);
    } catch (SSLException e) {
      throw new StreamException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Closes the sockets at once, and the client's threads later. Does not block. */
  void cut() {
    List<Channel> open;
    @Nullable Environment made;
    synchronized (this) {
      if (cut) {
        return;
      }
      cut = true;
      open = List.copyOf(channels);
      channels.clear();
      made = environment;
    }
    for (Channel each : open) {
      var unused = each.close();
    }
    if (made == null) {
      end();
    } else {
      close(made);
    }
  }

  private void close(Environment environment) {
    Thread closer =
        new Thread(
            () -> {
              environment.close();
              end();
            },
            "hpc-stream-close");
    closer.setDaemon(true);
    closer.start();
  }

  private void end() {
    scheduler.shutdownNow();
    var unused = loops.shutdownGracefully(0, CONNECT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Runs a request of the stream client.
   *
   * @param stream the stream that it is about; empty for none
   * @throws LinkException if the client throws
   */
  <T> T attempt(String stream, Supplier<T> request) throws LinkException, InterruptedException {
    try {
      return request.get();
    } catch (RuntimeException e) {
      throw StreamFailure.explain(toString(), broker, stream, e);
    }
  }

  @Override
  public String toString() {
    return broker.endpoints().stream()
        .map(endpoint -> endpoint.host() + ":" + port)
        .collect(
            Collectors.joining(
                ",", broker.tls() ? "rabbitmq-stream+tls://" : "rabbitmq-stream://", ""));
  }
}
