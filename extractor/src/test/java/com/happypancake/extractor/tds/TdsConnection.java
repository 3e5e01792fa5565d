package com.happypancake.extractor.tds;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** One client's connection, from "PRELOGIN" to its end. */
final class TdsConnection implements Runnable {

  private static final int CANNOT_OPEN_DATABASE = 4060;
  private static final int LOGIN_FAILED = 18456;
  private static final int LOGIN_ERROR = 14;
  private static final int MAX_PACKET_BYTES = 32_767;

  private final TdsServer server;
  private final Socket socket;
  private final int number;
  private boolean implicitTransactions;
  private long transaction;
  private long lastTransaction;

  TdsConnection(TdsServer server, Socket socket, int number) {
    this.server = server;
    this.socket = socket;
    this.number = number;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      PacketInput in = new PacketInput(socket.getInputStream());
      PacketOutput out = new PacketOutput(socket.getOutputStream());
      if (read(in).type() != PacketType.PRELOGIN) {
        throw new IOException("a client begins without PRELOGIN");
      }
      Prelogin.answer(out);
      if (login(in, out)) {
        try (Backend.Session session = server.backend().open()) {
          serve(in, out, session);
        }
      }
    } catch (EOFException | SocketException e) {
      // The client is gone, or the test cuts the connection.
    } catch (IOException | SQLException | RuntimeException e) {
      server.fault(e.toString());
    }
  }

  private Message read(PacketInput in) throws IOException {
    Message message = in.read();
    server.heard(message.type());
    return message;
  }

  private boolean login(PacketInput in, PacketOutput out) throws IOException {
    Login7 login = Login7.of(read(in).body());
    server.heard(login);
    Tokens tokens = new Tokens(out);
    boolean known =
        login.user().equals(TdsServer.USER) && login.password().equals(TdsServer.PASSWORD);
    boolean opens = login.database().equals(TdsServer.DATABASE);
    int error = server.loginError();
    if (error != 0) {
      tokens.error(error, LOGIN_ERROR, "The server is not ready for '" + login.user() + "'.");
      tokens.done(true);
      out.end();
      return false;
    }
    if (!known || !opens) {
      if (known) {
        String text = "Cannot open database \"" + login.database() + "\" requested by the login.";
        tokens.error(CANNOT_OPEN_DATABASE, 11, text);
      }
      tokens.error(LOGIN_FAILED, LOGIN_ERROR, "Login failed for user '" + login.user() + "'.");
      tokens.done(true);
      out.end();
      return false;
    }
    int packetBytes = Math.min(Math.max(login.packetBytes(), 512), MAX_PACKET_BYTES);
    tokens.database(login.database());
    tokens.collation();
    tokens.loginAcknowledged();
    tokens.packetSize(packetBytes);
    tokens.info(5701, "Changed database context to '" + login.database() + "'.");
    tokens.done(false);
    out.end();
    out.resize(packetBytes);
    return true;
  }

  private void serve(PacketInput in, PacketOutput out, Backend.Session session) throws IOException {
    while (true) {
      Message message = read(in);
      switch (message.type()) {
        case ATTENTION -> acknowledgeAttention(out);
        case SQL_BATCH ->
            batch(message, session, new Reply(in, out, server.sendsNullBitmaps()), out);
        default -> throw new IOException(message.type() + " is not served");
      }
    }
  }

  private void acknowledgeAttention(PacketOutput out) throws IOException {
    new Tokens(out).doneWithAttention();
    out.end();
  }

  private void batch(Message message, Backend.Session session, Reply reply, PacketOutput out)
      throws IOException {
    String sql = message.sql();
    if (message.transaction() != transaction) {
      server.fault("a batch asks for another transaction than the one that is open: " + sql);
    }
    server.heard(new Request(number, sql, transaction != 0));
    try {
      Optional<Answer> scripted = server.scriptedAnswer(sql);
      follow(sql, reply, scripted.isPresent());
      scripted.orElseGet(() -> session.answer(sql)).send(reply);
      reply.end();
    } catch (Reply.AttentionException e) {
      server.heard(PacketType.ATTENTION);
      reply.end(); // The driver expects the acknowledgement after the end, in a message of its own.
      acknowledgeAttention(out);
    }
  }

  /** Transactions that statements begin by themselves, as the driver has them for autocommit. */
  private void follow(String sql, Reply reply, boolean scripted) throws IOException {
    String words = sql.strip().toUpperCase(Locale.ROOT);
    if (words.startsWith("SET IMPLICIT_TRANSACTIONS")) {
      implicitTransactions = words.contains("ON");
    } else if (transaction != 0 && words.contains("COMMIT TRAN")) {
      reply.transaction(TransactionChange.COMMITTED, transaction);
      transaction = 0;
    } else if (transaction != 0 && words.contains("ROLLBACK TRAN")) {
      reply.transaction(TransactionChange.ROLLED_BACK, transaction);
      transaction = 0;
    } else if (!scripted && implicitTransactions && transaction == 0 && words.contains(" FROM ")) {
      transaction = ++lastTransaction;
      reply.transaction(TransactionChange.BEGUN, transaction);
    }
  }
}
