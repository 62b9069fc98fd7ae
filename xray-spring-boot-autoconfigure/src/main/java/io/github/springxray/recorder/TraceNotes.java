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

package io.github.springxray.recorder;

import java.util.function.Supplier;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.TraceEntity;

/**
 * Keeps something beside a trace for as long as its segment is here. Segments of our own
 * making have a place for it. What is kept must not refer to the segment.
 *
 * @param <V> the type of what is kept
 */
public final class TraceNotes<V> {

	private final WeakIdentityMap<Entity, V> others = new WeakIdentityMap<>();

	private volatile boolean used;

	/**
	 * Return what is kept.
	 * @param segment the segment, or in AWS Lambda what stands for it
	 * @return the value, or {@code null} if there is none
	 */
	@SuppressWarnings("unchecked")
	public @Nullable V get(Entity segment) {
		if (!this.used) {
			return null;
		}
		return (segment instanceof TraceEntity own) ? (V) own.note(this) : this.others.get(segment);
	}

	/**
	 * Return what is kept, and create it if there is nothing.
	 * @param segment the segment, or in AWS Lambda what stands for it
	 * @param creator creates the value. It may be called in vain where two threads come
	 * at the same time.
	 * @return the value
	 */
	@SuppressWarnings("unchecked")
	public V computeIfAbsent(Entity segment, Supplier<V> creator) {
		V known = get(segment);
		if (known != null) {
			return known;
		}
		this.used = true;
		return (segment instanceof TraceEntity own) ? (V) own.note(this, creator.get())
				: this.others.computeIfAbsent(segment, creator);
	}

}
