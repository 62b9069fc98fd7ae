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

package io.github.springxray.diagnostics;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.amazonaws.xray.spring.aop.XRayEnabled;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.ClassUtils;

import io.github.springxray.XRaySegment;
import io.github.springxray.XRaySubsegment;
import io.github.springxray.recorder.StartupCheck;

/**
 * Finds annotations that ask for a trace where methods are not traced.
 */
final class UntracedAnnotations implements StartupCheck {

	private static final String PROPERTY = "xray.methods.enabled";

	private static final int MAX_NAMES = 3;

	private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(XRayEnabled.class,
			XRaySubsegment.class, XRaySegment.class);

	private final ListableBeanFactory beans;

	private final PropertyResolver properties;

	UntracedAnnotations(ListableBeanFactory beans, PropertyResolver properties) {
		this.beans = beans;
		this.properties = properties;
	}

	@Override
	public List<String> findings() {
		if (!"false".equalsIgnoreCase(this.properties.getProperty(PROPERTY, "true").trim())) {
			return List.of();
		}
		List<String> annotated = new ArrayList<>();
		for (String name : this.beans.getBeanDefinitionNames()) {
			Class<?> type = this.beans.getType(name, false);
			if (type != null && isAnnotated(ClassUtils.getUserClass(type))) {
				annotated.add(ClassUtils.getUserClass(type).getName());
			}
		}
		if (annotated.isEmpty()) {
			return List.of();
		}
		List<String> some = annotated.stream().distinct().sorted().limit(MAX_NAMES).toList();
		return List.of(PROPERTY + " is false, so annotations that ask for a trace do nothing, such as those of "
				+ String.join(", ", some) + ". Remove them, or trace methods.");
	}

	private static boolean asks(AnnotatedElement element) {
		return ANNOTATIONS.stream().anyMatch((each) -> AnnotatedElementUtils.hasAnnotation(element, each));
	}

	private static boolean isAnnotated(Class<?> type) {
		if (type.getName().startsWith("org.springframework.") || type.getName().startsWith("java.")) {
			return false;
		}
		try {
			return asks(type) || Stream.of(type.getDeclaredMethods()).anyMatch(UntracedAnnotations::asks);
		}
		catch (LinkageError ex) {
			// A signature names a class of a library that is not there
			return false;
		}
	}

}
