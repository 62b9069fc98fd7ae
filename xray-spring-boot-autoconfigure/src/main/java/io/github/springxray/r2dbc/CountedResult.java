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
package io.github.springxray.r2dbc;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A result that says how many rows it has, without holding them. What the application
 * makes of a row is its own, also if that fails.
 */
final class CountedResult implements Result {

	private final Result result;

	private final QueryExecution execution;

	CountedResult(Result result, QueryExecution execution) {
		this.result = result;
		this.execution = execution;
	}

	@Override
	public Publisher<Long> getRowsUpdated() {
		return Flux.from(this.result.getRowsUpdated()).doOnNext(this.execution::affected);
	}

	@Override
	public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
		return this.result.map((row, metadata) -> {
			this.execution.read();
			return this.execution.byApplication(() -> mapping.apply(row, metadata));
		});
	}

	@Override
	public <T> Publisher<T> map(Function<? super Readable, ? extends T> mapping) {
		return this.result.map((readable) -> {
			this.execution.read();
			return this.execution.byApplication(() -> mapping.apply(readable));
		});
	}

	@Override
	public Result filter(Predicate<Segment> filter) {
		return new CountedResult(this.result.filter(filter), this.execution);
	}

	@Override
	public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
		return this.result.flatMap((segment) -> {
			if (segment instanceof UpdateCount count) {
				this.execution.affected(count.value());
			}
			else if (segment instanceof RowSegment) {
				this.execution.read();
			}
			return this.execution.byApplication(() -> mapping.apply(segment));
		});
	}

}
