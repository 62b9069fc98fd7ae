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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.amazonaws.xray.emitters.Emitter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of where finished traces go.
 */
@AutoConfiguration(before = XRayAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ XRayProperties.class, XRayEmitterProperties.class })
public final class XRayEmitterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DocumentWriter xrayDocumentWriter() {
		return new DocumentWriter();
	}

	@Bean
	@ConditionalOnMissingBean(Emitter.class)
	CompositeEmitter xrayEmitter(XRayEmitterProperties properties, XRayProperties xray, DocumentWriter writer,
			TracingFaults faults) {
		Set<EmitterType> types = properties.getType();
		if (types.isEmpty() || (types.contains(EmitterType.NONE) && types.size() > 1)) {
			throw new InvalidConfigurationPropertyValueException("xray.emitter.type", types,
					"Write none alone, or one or several of daemon and log.");
		}
		List<Emitter> emitters = new ArrayList<>();
		if (types.contains(EmitterType.DAEMON)) {
			DaemonAddress address = DaemonAddress.parse(xray.getDaemon().getAddress());
			emitters.add(new DaemonEmitter(writer, address, faults));
		}
		if (types.contains(EmitterType.LOG)) {
			emitters.add(new LogEmitter(faults));
		}
		return new CompositeEmitter(emitters, faults);
	}

}
