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

package io.github.springxray.entity;

import java.util.Map;
import java.util.Objects;

import com.amazonaws.xray.AWSXRayRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What is put on an entity, but for metadata. Each block of data is nothing, an array, a
 * {@link FlatMap} or, once somebody has asked for it, a map that is safe for use by
 * several threads. This is internal; an application uses the interfaces of the X-Ray SDK.
 */
public abstract class EntityBlocks extends EntityLife {

	private @Nullable Object http;

	private @Nullable Object aws;

	private @Nullable Object sql;

	private @Nullable Object annotations;

	EntityBlocks(Trace trace, AWSXRayRecorder creator, String name) {
		super(trace, creator, name);
	}

	/**
	 * What another one is at this moment. Called under the lock.
	 */
	EntityBlocks(EntityBlocks other, boolean bare) {
		super(other, bare);
		if (!bare) {
			this.http = FlatFields.copy(other.http);
			this.aws = FlatFields.copy(other.aws);
			this.sql = FlatFields.copy(other.sql);
			this.annotations = FlatFields.copy(other.annotations);
		}
	}

	/**
	 * A block as it is stored: nothing, an array of keys and values, or a map.
	 */
	@Nullable Object block(Block block) {
		return switch (block) {
			case HTTP -> this.http;
			case AWS -> this.aws;
			case SQL -> this.sql;
			case ANNOTATIONS -> this.annotations;
			case SERVICE -> null;
		};
	}

	/**
	 * Store a block. Called under the lock.
	 */
	void block(Block block, @Nullable Object stored) {
		switch (block) {
			case HTTP -> this.http = stored;
			case AWS -> this.aws = stored;
			case SQL -> this.sql = stored;
			default -> this.annotations = stored;
		}
	}

	final void set(Block block, @Nullable Map<String, Object> map) {
		change(() -> block(block, map));
	}

	final void put(Block block, @Nullable String key, @Nullable Object value) {
		boolean open = isOpenToChange();
		Objects.requireNonNull(key);
		Objects.requireNonNull(value);
		if (!open) {
			return;
		}
		Object present;
		trace().lock();
		try {
			open = !isEmitted();
			present = block(block);
			if (open) {
				if (present instanceof FlatMap flat) {
					block(block, FlatFields.put(FlatFields.of(flat), key, value));
				}
				else if (!(present instanceof Map)) {
					Object stored = FlatFields.put((Object[]) present, key, value);
					if (stored != present) {
						block(block, stored);
					}
				}
			}
		}
		finally {
			trace().unlock();
		}
		if (!open) {
			complain();
		}
		else if (present instanceof Map<?, ?> map && !(present instanceof FlatMap)) {
			FlatFields.put(map, key, value);
		}
	}

	/**
	 * Return what a block has under a key.
	 */
	final @Nullable Object get(Block block, String key) {
		Object present;
		trace().lock();
		try {
			present = block(block);
			if (present == null || present instanceof Object[]) {
				return FlatFields.get(present, key);
			}
		}
		finally {
			trace().unlock();
		}
		return FlatFields.get(present, key);
	}

	final void putAll(Block block, @Nullable Map<String, Object> all) {
		boolean open = isOpenToChange();
		Objects.requireNonNull(all);
		if (open && !(all instanceof FlatMap flat && adopt(block, flat))) {
			all.forEach((key, value) -> put(block, key, value));
		}
	}

	/**
	 * Take over a whole block that cannot be changed, if there is nothing in its place.
	 */
	final boolean adopt(Block block, FlatMap flat) {
		trace().lock();
		try {
			boolean free = !isEmitted() && block(block) == null;
			if (free) {
				block(block, flat);
			}
			return free;
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * Return a block to read, which takes the lock if it may still change.
	 * @param block which one
	 * @return what is there, as a map that is not to be changed
	 */
	@SuppressWarnings("unchecked")
	public final Map<String, Object> read(Block block) {
		Object present = block(block);
		if (present instanceof Object[] && !isEmitted()) {
			trace().lock();
			try {
				present = FlatFields.copy(block(block));
			}
			finally {
				trace().unlock();
			}
		}
		if (present == null) {
			return Map.of();
		}
		return (present instanceof Map<?, ?>) ? (Map<String, Object>) present : SharedFields.of((Object[]) present);
	}

	/**
	 * Whether all values of the blocks never change and run no code of the application
	 * when they are written. Called under the lock.
	 */
	boolean arePlain(int max) {
		return PlainValues.areAll(this.http, 2, max) && PlainValues.areAll(this.annotations, 2, max)
				&& PlainValues.areAll(this.sql, 2, max) && PlainValues.areAll(this.aws, 2, max);
	}

	/**
	 * The map of a block, which it is from now on. Of what has left it is a copy.
	 */
	final Map<String, Object> map(Block block) {
		trace().lock();
		try {
			Object present = block(block);
			if (present instanceof Map<?, ?> && !(present instanceof FlatMap)) {
				return FlatFields.cast(present);
			}
			Map<String, Object> map = (present instanceof FlatMap flat) ? FlatFields.toMap(FlatFields.of(flat))
					: FlatFields.toMap((Object[]) present);
			if (!isEmitted()) {
				block(block, map);
			}
			return map;
		}
		finally {
			trace().unlock();
		}
	}

	@Override
	public final Map<String, Object> getHttp() {
		return map(Block.HTTP);
	}

	@Override
	public final void setHttp(Map<String, Object> http) {
		set(Block.HTTP, http);
	}

	@Override
	public final void putHttp(String key, Object value) {
		put(Block.HTTP, key, value);
	}

	@Override
	public final void putAllHttp(Map<String, Object> all) {
		putAll(Block.HTTP, all);
	}

	@Override
	public final Map<String, Object> getAws() {
		return map(Block.AWS);
	}

	@Override
	public final void setAws(Map<String, Object> aws) {
		set(Block.AWS, aws);
	}

	@Override
	public final void putAws(String key, Object value) {
		put(Block.AWS, key, value);
	}

	@Override
	public final void putAllAws(Map<String, Object> all) {
		putAll(Block.AWS, all);
	}

	@Override
	public final Map<String, Object> getSql() {
		return map(Block.SQL);
	}

	@Override
	public final void setSql(Map<String, Object> sql) {
		set(Block.SQL, sql);
	}

	@Override
	public final void putSql(String key, Object value) {
		put(Block.SQL, key, value);
	}

	@Override
	public final void putAllSql(Map<String, Object> all) {
		putAll(Block.SQL, all);
	}

	@Override
	public final Map<String, Object> getAnnotations() {
		return map(Block.ANNOTATIONS);
	}

	@Override
	public final void setAnnotations(Map<String, Object> annotations) {
		set(Block.ANNOTATIONS, annotations);
	}

	@Override
	public final void putAnnotation(String key, String value) {
		put(Block.ANNOTATIONS, key, value);
	}

	@Override
	public final void putAnnotation(String key, Number value) {
		put(Block.ANNOTATIONS, key, value);
	}

	@Override
	public final void putAnnotation(String key, Boolean value) {
		put(Block.ANNOTATIONS, key, value);
	}

}
