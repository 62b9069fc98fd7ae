/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.emitter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Objects as an application may have them, each of which takes note of the threads that
 * run its code.
 */
final class Watched {

	private final Set<String> threads = ConcurrentHashMap.newKeySet();

	private volatile boolean locked;

	private final AtomicReference<ReentrantLock> lock = new AtomicReference<>();

	/**
	 * The names of the threads that ran code of the objects.
	 */
	Set<String> threads() {
		return this.threads;
	}

	/**
	 * Whether one of them held the lock then.
	 */
	boolean isLocked() {
		return this.locked;
	}

	void watch(ReentrantLock lock) {
		this.lock.set(lock);
	}

	private void touch() {
		this.threads.add(Thread.currentThread().getName());
		ReentrantLock lock = this.lock.get();
		this.locked |= lock != null && lock.isHeldByCurrentThread();
	}

	/**
	 * All kinds of objects, by what they are.
	 */
	Map<String, Object> all() {
		Map<String, Object> all = new LinkedHashMap<>();
		putValues(all);
		putMaps(all);
		putCollections(all);
		return all;
	}

	private void putValues(Map<String, Object> all) {
		all.put("bean", new Bean());
		all.put("record", new Point(this, 1));
		all.put("number", new Count());
		all.put("big integer", new BigInteger("7".repeat(30)) {

			@Override
			public String toString() {
				touch();
				return "8";
			}

			@Override
			public String toString(int radix) {
				touch();
				return "8";
			}

			@Override
			public int bitLength() {
				touch();
				return super.bitLength();
			}

		});
		all.put("big decimal", new BigDecimal("7.5") {

			@Override
			public String toString() {
				touch();
				return "8.5";
			}

			@Override
			public BigInteger unscaledValue() {
				touch();
				return super.unscaledValue();
			}

		});
		all.put("date", new Date(0) {

			@Override
			public long getTime() {
				touch();
				return super.getTime();
			}

			@Override
			public String toString() {
				touch();
				return "1970";
			}

		});
	}

	private void putMaps(Map<String, Object> all) {
		all.put("own map", new OwnMap(Stream.of("a", "b").toList()));
		all.put("map that is never empty", new OwnMap(List.of("a")) {

			@Override
			public boolean isEmpty() {
				touch();
				throw new IllegalStateException("hunter2");
			}

			@Override
			public int size() {
				return isEmpty() ? 0 : 1;
			}

		});
		all.put("hash map of own class", new HashMap<>(Map.of("a", 1)) {

			@Override
			public Set<Map.Entry<String, Integer>> entrySet() {
				touch();
				return super.entrySet();
			}

			@Override
			public boolean isEmpty() {
				touch();
				return super.isEmpty();
			}

		});
		all.put("map with own keys", new HashMap<>(Map.of(new Text(), "value")));
		all.put("map of lists", new HashMap<>(Map.of("a", List.of(new Count()), "b", Map.of("c", new Bean()))));
	}

	private void putCollections(Map<String, Object> all) {
		all.put("text", new Text());
		all.put("optional", Optional.of(new Bean()));
		all.put("entry", Map.entry(new Text(), new Bean()));
		all.put("enum", Level.of(this));
		all.put("throwing", new Throwing());
		all.put("without end", new Overflowing());
		all.put("own list", new OwnList(3));
		all.put("own set", new OwnSet());
		all.put("endless collection", new Endless());
		all.put("throwing list", new AbstractList<Object>() {

			@Override
			public Object get(int index) {
				touch();
				throw new IllegalStateException("hunter2");
			}

			@Override
			public int size() {
				touch();
				return 2;
			}

		});
		all.put("iterable", (Iterable<Object>) () -> new OwnList(1).iterator());
		all.put("list of beans", new ArrayList<>(List.of(new Bean(), new Bean())));
		all.put("array of beans", new Object[] { new Bean(), new Text() });
		all.put("array of own class", new Bean[] { new Bean() });
		List<Object> self = new OwnList(0);
		all.put("contains itself", self);
		List<Object> first = new ArrayList<>();
		first.add(new ArrayList<>(List.of(first, new Bean())));
		all.put("contain each other", first);
	}

	/**
	 * Maps that an application may set as a whole.
	 */
	Map<String, Map<String, Object>> maps() {
		Map<String, Map<String, Object>> maps = new LinkedHashMap<>();
		all().forEach((name, value) -> {
			if (value instanceof OwnMap map) {
				maps.put(name, map);
			}
		});
		maps.put("map that throws", new OwnMap(List.of()) {

			@Override
			public Set<Map.Entry<String, Object>> entrySet() {
				touch();
				throw new IllegalStateException("hunter2");
			}

		});
		return maps;
	}

	public class Bean {

		public int getValue() {
			touch();
			return 1;
		}

		@Override
		public String toString() {
			touch();
			return "bean";
		}

		@Override
		public boolean equals(Object other) {
			touch();
			return this == other;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	public record Point(Watched watched, int x) {

		@Override
		public int x() {
			this.watched.touch();
			return this.x;
		}

		@Override
		public Watched watched() {
			this.watched.touch();
			return null;
		}

		@Override
		public String toString() {
			this.watched.touch();
			return "point";
		}

	}

	final class Count extends Number {

		private void read() {
			touch();
		}

		@Override
		public int intValue() {
			read();
			return 5;
		}

		@Override
		public long longValue() {
			return intValue();
		}

		@Override
		public float floatValue() {
			return intValue();
		}

		@Override
		public double doubleValue() {
			return intValue();
		}

		@Override
		public String toString() {
			return String.valueOf(intValue());
		}

	}

	final class Text implements CharSequence {

		@Override
		public int length() {
			touch();
			return 4;
		}

		@Override
		public char charAt(int index) {
			touch();
			return "text".charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			touch();
			return "text".subSequence(start, end);
		}

		@Override
		public String toString() {
			touch();
			return "text";
		}

	}

	class OwnMap extends AbstractMap<String, Object> {

		private final List<String> keys;

		OwnMap(List<String> keys) {
			this.keys = keys;
		}

		@Override
		public Set<Map.Entry<String, Object>> entrySet() {
			touch();
			return new AbstractSet<>() {

				@Override
				public Iterator<Map.Entry<String, Object>> iterator() {
					touch();
					return OwnMap.this.keys.stream()
						.map((key) -> (Map.Entry<String, Object>) new OwnEntry(key))
						.iterator();
				}

				@Override
				public int size() {
					touch();
					return OwnMap.this.keys.size();
				}

			};
		}

	}

	final class OwnEntry implements Map.Entry<String, Object> {

		private final String key;

		OwnEntry(String key) {
			this.key = key;
		}

		@Override
		public String getKey() {
			touch();
			return this.key;
		}

		@Override
		public Object getValue() {
			touch();
			return "value of " + this.key;
		}

		@Override
		public Object setValue(Object value) {
			throw new UnsupportedOperationException();
		}

	}

	final class OwnList extends AbstractList<Object> {

		private final int size;

		OwnList(int size) {
			this.size = size;
		}

		@Override
		public Object get(int index) {
			touch();
			return (this.size == 0) ? this : index;
		}

		@Override
		public int size() {
			touch();
			return Math.max(1, this.size);
		}

	}

	final class OwnSet extends AbstractSet<Object> {

		@Override
		public Iterator<Object> iterator() {
			touch();
			return List.<Object>of("element").iterator();
		}

		@Override
		public int size() {
			touch();
			return 1;
		}

	}

	final class Endless extends AbstractCollection<Object> {

		@Override
		public Iterator<Object> iterator() {
			return new Iterator<>() {

				@Override
				public boolean hasNext() {
					touch();
					return true;
				}

				@Override
				public Object next() {
					return 1;
				}

			};
		}

		@Override
		public int size() {
			touch();
			return 1;
		}

		@Override
		public String toString() {
			touch();
			return "endless";
		}

	}

	public final class Throwing {

		public String getValue() {
			touch();
			throw new IllegalStateException("hunter2");
		}

		@Override
		public String toString() {
			return getValue();
		}

	}

	public final class Overflowing {

		public String getValue() {
			touch();
			return new StringBuilder(getValue()).append('x').toString();
		}

		@Override
		public String toString() {
			return getValue();
		}

	}

	enum Level {

		HIGH;

		private static volatile Watched watched;

		static Level of(Watched watching) {
			watched = watching;
			return HIGH;
		}

		@Override
		public String toString() {
			watched.touch();
			return "high";
		}

	}

	/**
	 * Ids or paths in a collection of the application.
	 */
	Set<String> strings() {
		return new AbstractSet<>() {

			@Override
			public Iterator<String> iterator() {
				touch();
				return List.of("53995c3f42cd8ad8").iterator();
			}

			@Override
			public int size() {
				touch();
				return 1;
			}

		};
	}

	/**
	 * An exception that takes note of who asks it.
	 */
	RuntimeException exception() {
		return new RuntimeException() {

			@Override
			public String getMessage() {
				touch();
				return "message";
			}

			@Override
			public StackTraceElement[] getStackTrace() {
				touch();
				return super.getStackTrace();
			}

			@Override
			public synchronized Throwable getCause() {
				touch();
				return null;
			}

			@Override
			public String toString() {
				touch();
				return "exception";
			}

		};
	}

	Collection<String> paths() {
		return strings();
	}

}
