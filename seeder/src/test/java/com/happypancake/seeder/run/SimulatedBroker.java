package com.happypancake.seeder.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A broker with some queues, each of which keeps its messages in order and persists them one by
 * one. A message is confirmed when all its queues have persisted it.
 */
final class SimulatedBroker {

  /** An answer to a link. */
  record Answer(Kind kind, long ordinal) {

    enum Kind {
      CONFIRM,
      NACK,
      RETURN,
      BLOCKED,
      UNBLOCKED,
      LOST
    }
  }

  /** A link, as the broker sees it. */
  static final class Session {

    /** Messages on their way to the broker, by channel. */
    final List<Deque<Long>> lanes = new ArrayList<>();

    /** Answers on their way to the seeder. */
    final Deque<Answer> answers = new ArrayDeque<>();

    boolean open = true;

    /** The seeder's end of the link is gone. */
    boolean abandoned;

    Session(int channels) {
      for (int i = 0; i < channels; i++) {
        lanes.add(new ArrayDeque<>());
      }
    }
  }

  private static final class Held {

    final long ordinal;
    final Session from;

    /** The queues that have not persisted it; its confirm follows when there is none. */
    int waiting;

    Held(long ordinal, Session from) {
      this.ordinal = ordinal;
      this.from = from;
    }
  }

  private static final class SimulatedQueue {
    final List<Held> messages = new ArrayList<>();
    final Set<Long> persistedOrdinals = new HashSet<>();
    int persisted;
  }

  private final Random random;
  private final List<SimulatedQueue> queues = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private boolean isBlocked;

  /** The chance that a message is refused or returned, while faults are allowed. */
  double refusals;

  SimulatedBroker(Random random, int queues) {
    this.random = random;
    for (int i = 0; i < queues; i++) {
      this.queues.add(new SimulatedQueue());
    }
  }

  /** Returns whether a queue is bound for an event; the first queue hears all. */
  static boolean isBound(int queue, long ordinal) {
    return queue == 0 || Math.floorMod((ordinal * 2_654_435_761L) >>> 7, queue + 2) == 0;
  }

  /** Opens a session, unless another one has the lock. */
  Session connect(int channels) {
    if (sessions.stream().anyMatch(each -> each.open)) {
      throw new IllegalStateException("locked");
    }
    Session session = new Session(channels);
    sessions.clear();
    sessions.add(session);
    if (isBlocked) {
      session.answers.add(new Answer(Answer.Kind.BLOCKED, 0));
    }
    return session;
  }

  boolean isLocked() {
    return sessions.stream().anyMatch(each -> each.open);
  }

  /** Notices that the seeder's end of a link is gone. */
  void noticeEnd() {
    sessions.forEach(each -> each.open = each.open && !each.abandoned);
  }

  void setBlocked(boolean value) {
    if (isBlocked != value) {
      isBlocked = value;
      sessions.stream()
          .filter(each -> each.open)
          .forEach(
              each ->
                  each.answers.add(
                      new Answer(value ? Answer.Kind.BLOCKED : Answer.Kind.UNBLOCKED, 0)));
    }
  }

  /** Takes a message of a link, if one has arrived. */
  void receive() {
    for (Session session : sessions) {
      int first = random.nextInt(session.lanes.size());
      for (int i = 0; session.open && !isBlocked && i < session.lanes.size(); i++) {
        Long ordinal = session.lanes.get((first + i) % session.lanes.size()).poll();
        if (ordinal != null) {
          take(new Held(ordinal, session));
          return;
        }
      }
    }
  }

  private void take(Held message) {
    if (random.nextDouble() < refusals) {
      if (random.nextBoolean()) {
        message.from.answers.add(new Answer(Answer.Kind.RETURN, message.ordinal));
        message.from.answers.add(new Answer(Answer.Kind.CONFIRM, message.ordinal));
      } else {
        message.from.answers.add(new Answer(Answer.Kind.NACK, message.ordinal));
        // Some of its queues took it.
        for (int i = 1; i < queues.size(); i++) {
          if (isBound(i, message.ordinal) && random.nextBoolean()) {
            queues.get(i).messages.add(new Held(message.ordinal, message.from));
          }
        }
      }
      return;
    }
    for (int i = 0; i < queues.size(); i++) {
      if (isBound(i, message.ordinal)) {
        queues.get(i).messages.add(message);
        message.waiting++;
      }
    }
  }

  /** Persists a message of a queue. */
  void persist() {
    SimulatedQueue queue = queues.get(random.nextInt(queues.size()));
    if (queue.persisted < queue.messages.size()) {
      Held message = queue.messages.get(queue.persisted);
      queue.persisted++;
      queue.persistedOrdinals.add(message.ordinal);
      message.waiting--;
      if (message.waiting == 0) {
        message.from.answers.add(new Answer(Answer.Kind.CONFIRM, message.ordinal));
      }
    }
  }

  /** Restarts: what was not persisted is forgotten, and all links are lost. */
  void restart() {
    for (SimulatedQueue queue : queues) {
      queue.messages.subList(queue.persisted, queue.messages.size()).clear();
    }
    for (Session session : sessions) {
      session.lanes.forEach(Deque::clear);
      session.open = false;
      session.answers.clear();
      session.answers.add(new Answer(Answer.Kind.LOST, 0));
    }
    isBlocked = false;
  }

  int queueCount() {
    return queues.size();
  }

  /** Returns the ordinals that a queue has persisted, in order. */
  List<Long> persisted(int queue) {
    SimulatedQueue held = queues.get(queue);
    return held.messages.subList(0, held.persisted).stream().map(each -> each.ordinal).toList();
  }

  /** Returns whether all queues of an event have persisted it. */
  boolean hasPersisted(long ordinal) {
    for (int i = 0; i < queues.size(); i++) {
      if (isBound(i, ordinal) && !queues.get(i).persistedOrdinals.contains(ordinal)) {
        return false;
      }
    }
    return true;
  }
}
