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

package io.github.springxray.reactive;

import java.security.Principal;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;

/**
 * Records the authenticated user on the segment. It runs after Spring Security, whose
 * exchange alone knows the user.
 */
final class ReactiveUserFilter implements WebFilter {

	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private final Subsegments subsegments;

	ReactiveUserFilter(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	/**
	 * That the user is not known is for those to tell who need to know.
	 */
	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return Mono.deferContextual((context) -> {
			if (!(context.getOrDefault(KEY, null) instanceof Entity entity)
					|| !entity.getParentSegment().isRecording()) {
				return chain.filter(exchange);
			}
			Segment segment = entity.getParentSegment();
			return exchange.getPrincipal()
				.doOnNext((user) -> this.subsegments.safely("recording the user", () -> record(user, segment)))
				.onErrorComplete()
				.then(Mono.defer(() -> chain.filter(exchange)));
		});
	}

	private static void record(Principal user, Segment segment) {
		if (user.getName() != null) {
			segment.setUser(user.getName());
		}
	}

}
