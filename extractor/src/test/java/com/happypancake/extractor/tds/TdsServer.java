package com.happypancake.extractor.tds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server on a free port of 127.0.0.1, of one database and one login. */
public final class TdsServer implements AutoCloseable {

  /** The only login. */
  public static final String USER = "reader";

  /** Its password. */
  public static final String PASSWORD = "Öppna {sesam};1";

  /** The only database. */
  public static final String DATABASE = "HappyPancake";

  private final ServerSocket socket;
  private final Backend backend;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Login7> logins = new CopyOnWriteArrayList<>();
  private final List<PacketType> packets = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<Socket> clients = new ArrayList<>();
  private volatile Function<String, Optional<Answer>> script = sql -> Optional.empty();
  private volatile boolean nullBitmaps = true;
  private volatile boolean down;
  private volatile int loginError;

  private TdsServer(ServerSocket socket, Backend backend) {
    this.socket = socket;
    this.backend = backend;
  }

  /** Starts a server. */
  public static TdsServer start(Backend backend) throws IOException {
    TdsServer server =
        new TdsServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), backend);
    Thread thread = new Thread(server::accept, "tds-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** Has the test answer batches itself, or leave them to the backend. */
  public TdsServer scripted(Function<String, Optional<Answer>> answers) {
    script = answers;
    return this;
  }

  /** Sends NULL in its place in each row: as ROW, never as NBCROW. */
  public TdsServer withoutNullBitmaps() {
    nullBitmaps = false;
    return this;
  }

  /** Cuts all connections, and hangs up on new ones before a word is said. */
  public void goDown() throws IOException {
    down = true;
    cutAll();
  }

  /** Cuts all connections, and refuses logins as a server does that just fails over. */
  public void refuseLogins(int error) throws IOException {
    loginError = error;
    cutAll();
  }

  /** Serves again. */
  public void comeBack() {
    down = false;
    loginError = 0;
  }

  private void cutAll() throws IOException {
    synchronized (clients) {
      for (Socket client : clients) {
        client.close();
      }
      clients.clear();
    }
  }

  /** Returns the error that refuses logins; 0 for none. */
  int loginError() {
    return loginError;
  }

  private void accept() {
    int connections = 0;
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        synchronized (clients) {
          clients.add(client);
        }
        if (down) {
          client.close();
          continue;
        }
        TdsConnection connection = new TdsConnection(this, client, ++connections);
        Thread thread = new Thread(connection, "tds-connection-" + connections);
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (!socket.isClosed()) {
          faults.add(e.toString());
        }
      }
    }
  }

  Backend backend() {
    return backend;
  }

  Optional<Answer> scriptedAnswer(String sql) {
    return script.apply(sql);
  }

  boolean sendsNullBitmaps() {
    return nullBitmaps;
  }

  void heard(PacketType type) {
    packets.add(type);
  }

  void heard(Request request) {
    requests.add(request);
  }

  void heard(Login7 login) {
    logins.add(login);
  }

  /** Notes what a client or this server did against the protocol. */
  void fault(String fault) {
    faults.add(fault);
  }

  /** Returns the URL of the database, without credentials. */
  public String url() {
    return url(DATABASE);
  }

  /** Returns the URL of another database, which is not there. */
  public String url(String database) {
    return "jdbc:sqlserver://127.0.0.1:"
        + socket.getLocalPort()
        + ";databaseName="
        + database
        + ";encrypt=false";
  }

  /** Returns all batches so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Returns the SQL of all batches so far. */
  public List<String> sent() {
    return requests.stream().map(Request::sql).toList();
  }

  /** Returns how often a client logged in, or tried to. */
  public int logins() {
    return logins.size();
  }

  /** Tells whether the last login was for reading only. */
  public boolean readOnlyIntent() {
    return logins.get(logins.size() - 1).readOnly();
  }

  /** Returns how many messages of all kinds came: each is a round trip. */
  public int messages() {
    return packets.size();
  }

  /** Returns how often an answer was called off, or an ended one was tried to be. */
  public long attentions() {
    return packets.stream().filter(PacketType.ATTENTION::equals).count();
  }

  /** Returns what went against the protocol; nothing, of a sound client. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    synchronized (clients) {
      for (Socket client : clients) {
        client.close();
      }
    }
  }
}
