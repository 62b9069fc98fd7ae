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

package io.github.springxray.batch;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.infrastructure.item.Chunk;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * Makes a subsegment of each chunk. Steps of the older kind tell of a context, others of
 * the items.
 */
@SuppressWarnings({ "deprecation", "removal" })
final class ChunkParts implements ChunkListener<Object, Object> {

	private static final String NAME = "chunk";

	private final ThreadLocal<@Nullable TraceScope> open = new ThreadLocal<>();

	private final Subsegments subsegments;

	ChunkParts(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public void beforeChunk(ChunkContext context) {
		begin();
	}

	@Override
	public void afterChunk(ChunkContext context) {
		end(null);
	}

	@Override
	public void afterChunkError(ChunkContext context) {
		end((context.getAttribute(ROLLBACK_EXCEPTION_KEY) instanceof Throwable failure) ? failure : null);
	}

	@Override
	public void beforeChunk(Chunk<Object> chunk) {
		begin();
	}

	@Override
	public void afterChunk(Chunk<Object> chunk) {
		end(null);
	}

	@Override
	public void onChunkError(Exception failure, Chunk<Object> chunk) {
		end(failure);
	}

	/**
	 * Not every chunk that fails is told of.
	 */
	void endLeftOver() {
		end(null);
	}

	private void begin() {
		end(null);
		if (this.subsegments.current() != null) {
			this.open.set(this.subsegments.begin(NAME));
		}
	}

	private void end(@Nullable Throwable failure) {
		TraceScope scope = this.open.get();
		if (scope != null) {
			this.open.remove();
			this.subsegments.end(scope, failure);
		}
	}

}
