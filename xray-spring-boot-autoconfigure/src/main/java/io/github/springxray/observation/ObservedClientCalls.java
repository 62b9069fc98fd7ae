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

package io.github.springxray.observation;

import java.net.URI;

import com.amazonaws.xray.entities.Subsegment;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.http.HttpSubsegmentCustomizer;
import io.github.springxray.http.HttpUrls;

/**
 * Tells the subsegment of an HTTP call what its observation knows when the request is
 * sent: the template of its URL, and what the application has added. It ends before its
 * observation does.
 */
final class ObservedClientCalls implements HttpSubsegmentCustomizer {

	private final ObjectProvider<ObservationRegistry> registry;

	private final ObservationFacts facts;

	ObservedClientCalls(ObjectProvider<ObservationRegistry> registry, ObservationFacts facts) {
		this.registry = registry;
		this.facts = facts;
	}

	@Override
	public void customize(Subsegment subsegment, String method, URI uri) {
		ObservationRegistry registry = this.registry.getIfUnique();
		Observation observation = (registry != null) ? registry.getCurrentObservation() : null;
		if (observation == null || OwnObservations.of(observation.getContext()) != OwnObservations.CLIENT) {
			return;
		}
		KeyValues known = observation.getContext().getLowCardinalityKeyValues();
		this.facts.enrich(subsegment, known);
		String template = KnownKeys.first(known, KnownKeys.ROUTE);
		if (template != null && template.indexOf('{') >= 0 && !subsegment.getAnnotations().containsKey("route")) {
			subsegment.putAnnotation("route", HttpUrls.pathOf(template));
		}
	}

}
